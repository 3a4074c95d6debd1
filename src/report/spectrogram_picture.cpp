#include "report/spectrogram_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "report/axes.h"
#include "report/number_text.h"
#include "report/svg.h"

namespace mrec::report {
namespace {

constexpr Eigen::Index kMostFrames = 1024;
constexpr double kWidth = 520;
constexpr double kHeight = 250;
constexpr double kLeastWidth = 260;
constexpr Box kArea = {.left = 60, .top = 12, .width = 380, .height = 190};
constexpr Box kColours = {.left = 456, .top = 12, .width = 12, .height = 190};

/// Means of as many neighbouring frames as it takes to have at most kMostFrames.
Matrix fewer_frames(const Matrix& db) {
  const Eigen::Index together = (db.rows() + kMostFrames - 1) / kMostFrames;
  if (together <= 1) return db;
  Matrix means((db.rows() + together - 1) / together, db.cols());
  for (Eigen::Index i = 0; i < means.rows(); ++i) {
    const Eigen::Index first = i * together;
    means.row(i) = db.middleRows(first, std::min(together, db.rows() - first)).colwise().mean();
  }
  return means;
}

float loudest(const Matrix& db) {
  float most = -std::numeric_limits<float>::infinity();
  for (const float level : db.reshaped<Eigen::RowMajor>()) {
    if (std::isfinite(level)) most = std::max(most, level);
  }
  return most;
}

/// The lightness of a level by its distance from the loudest.
std::uint8_t colour_of(float level, float top) {
  if (!std::isfinite(level) || !std::isfinite(top)) return 0;
  const float share = std::clamp(1 - (top - level) / kRangeDb, 0.0F, 1.0F);
  return static_cast<std::uint8_t>(std::lround(255 * share));
}

/// All colours from the loudest down.
IndexedImage colour_scale() {
  IndexedImage image = {.width = 1, .height = 256, .pixels = {}, .palette = cubehelix()};
  for (int i = 255; i >= 0; --i) image.pixels.push_back(static_cast<std::uint8_t>(i));
  return image;
}

/// The band, with fractions between centres, that lies at a frequency; nothing outside the bands.
std::optional<double> band_at(const std::vector<double>& band_hz, double hz) {
  const auto above = std::ranges::lower_bound(band_hz, hz);
  if (above == band_hz.end() || (above == band_hz.begin() && *above > hz)) return std::nullopt;
  const auto index = static_cast<double>(above - band_hz.begin());
  if (*above == hz) return index;
  return index - (*above - hz) / (*above - *(above - 1));
}

/// Frequencies at octaves that stand at least 14 pixels apart; without centres the numbers of bands.
Axis band_axis(const Spectrogram& spectrogram, const Scale& y) {
  const auto bands = static_cast<double>(spectrogram.db.cols());
  if (static_cast<Eigen::Index>(spectrogram.band_hz.size()) != spectrogram.db.cols()) {
    return {whole_ticks(0, bands - 1, 7), "band"};
  }
  Axis axis = {.ticks = {}, .label = "frequency (Hz)"};
  double last_y = std::numeric_limits<double>::infinity();
  for (const double hz : std::array{62.5, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0}) {
    const std::optional<double> band = band_at(spectrogram.band_hz, hz);
    if (!band || last_y - y(*band) < 14) continue;
    last_y = y(*band);
    axis.ticks.push_back({.value = *band, .text = hz < 1000 ? coordinate(hz) : coordinate(hz / 1000) + "k"});
  }
  return axis;
}

void draw_colours(Svg& svg) {
  svg.image(kColours, png_data_uri(colour_scale()));
  const Scale y(-kRangeDb, 0, kColours.bottom(), kColours.top);
  for (const Tick& tick : number_ticks(-kRangeDb, 0, 5)) {
    svg.text({.at = {kColours.right() + 5, y(tick.value) + 4}}, tick.text);
  }
  svg.text({.at = {kColours.left, kColours.bottom() + 17}}, "dB");
}

}  // namespace

IndexedImage spectrogram_image(const Matrix& levels) {
  const Matrix db = fewer_frames(levels);
  const float top = loudest(db);
  IndexedImage image = {.width = static_cast<std::size_t>(db.rows()),
                        .height = static_cast<std::size_t>(db.cols()),
                        .pixels = {},
                        .palette = cubehelix()};
  image.pixels.reserve(image.width * image.height);
  for (Eigen::Index band = db.cols() - 1; band >= 0; --band) {
    for (Eigen::Index frame = 0; frame < db.rows(); ++frame) {
      image.pixels.push_back(colour_of(db(frame, band), top));
    }
  }
  return image;
}

std::optional<std::string> spectrogram_picture(const Spectrogram& spectrogram, const std::string& track) {
  const Matrix& db = spectrogram.db;
  if (db.rows() == 0 || db.cols() == 0) return std::nullopt;
  const double start_s = std::isfinite(spectrogram.start_s) ? spectrogram.start_s : 0;
  const double frame_s = std::isfinite(spectrogram.frame_s) ? spectrogram.frame_s : 1;
  const double end_s = start_s + frame_s * static_cast<double>(db.rows());
  Svg svg(kWidth, kHeight,
          {.name = "Spectrogram of " + track,
           .description = std::to_string(db.cols()) + " bands from " + coordinate(start_s) + " s to " +
                          coordinate(end_s) + " s, levels in dB below the loudest"});
  const auto bands = static_cast<double>(db.cols());
  const Plot plot = {.area = kArea,
                     .x = Scale(start_s, end_s, kArea.left, kArea.right()),
                     .y = Scale(-0.5, bands - 0.5, kArea.bottom(), kArea.top)};
  draw_y_axis(svg, plot, band_axis(spectrogram, plot.y));
  draw_x_axis(svg, plot, {number_ticks(start_s, end_s, 8), "time (s)"});
  svg.image(kArea, png_data_uri(spectrogram_image(db)));
  draw_colours(svg);
  return "<div class=\"scroll\" tabindex=\"0\">" + svg.element(kLeastWidth) + "</div>\n";
}

}  // namespace mrec::report
