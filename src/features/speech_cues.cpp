#include "features/speech_cues.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace mrec::features {
namespace {

/// Shares of the frames that are not as loud as the loud ones, and as the quiet ones.
constexpr double kLoud = 0.95;
constexpr double kQuiet = 0.05;
/// Below the loud: what is lower counts as this low, and what is heard is higher than that.
constexpr float kFloor_db = 40;
constexpr float kHeard_db = 25;
constexpr double kShortest_s = 2;
constexpr double kCoarsest_s = 0.1;
constexpr double kHeld_s = 0.14;
constexpr double kFastestBeat_s = 0.2;
constexpr double kSlowestBeat_s = 1.2;
/// Fewer frames tell nothing of a spread or a middle.
constexpr std::size_t kFewest = 10;

/// Neighbouring bands.
struct Bands {
  Eigen::Index begin = 0;
  Eigen::Index count = 0;
};

Bands bands_between(std::span<const double> centres_hz, double low_hz, double high_hz) {
  const auto begin = std::ranges::lower_bound(centres_hz, low_hz);
  const auto end = std::ranges::lower_bound(centres_hz, high_hz);
  return {.begin = begin - centres_hz.begin(), .count = end - begin};
}

Vector mean_level(const Matrix& levels, const Bands& bands) {
  return levels.middleCols(bands.begin, bands.count).rowwise().mean();
}

double at_share(const std::vector<float>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
  const double middle = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return std::sqrt(squares / static_cast<double>(values.size()));
}

/// Of an even number the mean of the two in the middle.
double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Some seconds, with what of them lies between 200 and 4000 Hz, where speech is.
struct Window {
  const Matrix& levels;
  Matrix voice;               ///< (frames x bands), not below the floor
  Eigen::ArrayX<bool> heard;  ///< a frame
};

/// Onset strength from frame to frame: the mean rise of the bands that rise, less its mean.
std::vector<double> onsets(const Window& window) {
  std::vector<double> strengths;
  for (Eigen::Index t = 1; t < window.voice.rows(); ++t) {
    strengths.push_back((window.voice.row(t) - window.voice.row(t - 1)).cwiseMax(0).mean());
  }
  const double middle = mean(strengths);
  for (double& strength : strengths) strength -= middle;
  return strengths;
}

/// Adds the autocorrelation of a window's onsets, a value a lag from `first` on.
void add_autocorrelation(const Window& window, std::size_t first, std::vector<double>& sums) {
  const std::vector<double> strengths = onsets(window);
  double power = 0;
  for (const double strength : strengths) power += strength * strength;
  if (power <= 0) return;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    double sum = 0;
    for (std::size_t t = first + i; t < strengths.size(); ++t) sum += strengths[t] * strengths[t - first - i];
    sums[i] += sum / power;
  }
}

double beat(std::span<const Window> windows, double step_s) {
  const auto first = static_cast<std::size_t>(std::ceil(kFastestBeat_s / step_s));
  const auto last = static_cast<std::size_t>(kSlowestBeat_s / step_s);
  std::vector<double> sums(last - first + 1);
  for (const Window& window : windows) add_autocorrelation(window, first, sums);
  return std::ranges::max(sums) / static_cast<double>(windows.size());
}

double turns_db(std::span<const Window> windows, const Bands& low, const Bands& high) {
  std::vector<double> spreads;
  for (const Window& window : windows) {
    const Vector contrast = mean_level(window.levels, low) - mean_level(window.levels, high);
    std::vector<double> heard;
    for (Eigen::Index t = 0; t < contrast.size(); ++t) {
      if (window.heard[t]) heard.push_back(contrast[t]);
    }
    if (heard.size() > kFewest) spreads.push_back(deviation(heard));
  }
  return mean(spreads);
}

double change_db(std::span<const Window> windows, double step_s) {
  const auto lag = std::max<Eigen::Index>(1, std::lround(kHeld_s / step_s));
  std::vector<double> middles;
  for (const Window& window : windows) {
    const Vector level = window.voice.rowwise().mean();
    const Matrix shape = window.voice.colwise() - level;
    std::vector<double> changes;
    for (Eigen::Index t = lag; t < shape.rows(); ++t) {
      if (!window.heard[t] || !window.heard[t - lag]) continue;
      changes.push_back((shape.row(t) - shape.row(t - lag)).cwiseAbs().mean());
    }
    if (changes.size() > kFewest) middles.push_back(median(std::move(changes)));
  }
  return mean(middles);
}

/// Levels of all frames, rising.
std::vector<float> sorted_levels(std::span<const Matrix> windows, const Bands& voice) {
  std::vector<float> sorted;
  for (const Matrix& window : windows) {
    const Vector level = mean_level(window, voice);
    sorted.insert(sorted.end(), level.begin(), level.end());
  }
  std::ranges::sort(sorted);
  return sorted;
}

/// Those that are long enough, with what lies below the loud.
std::vector<Window> long_windows(std::span<const Matrix> windows, const Bands& voice, double loud_db,
                                 double step_s) {
  const auto floor_db = static_cast<float>(loud_db - kFloor_db);
  std::vector<Window> long_ones;
  for (const Matrix& levels : windows) {
    if (static_cast<double>(levels.rows()) * step_s < kShortest_s) continue;
    long_ones.push_back(
        {.levels = levels,
         .voice = levels.middleCols(voice.begin, voice.count).cwiseMax(floor_db),
         .heard = (mean_level(levels, voice).array() > static_cast<float>(loud_db) - kHeard_db).eval()});
  }
  return long_ones;
}

double middle(const std::vector<float>& sorted) {
  const double loud_db = at_share(sorted, kLoud);
  const double quiet_db = std::max(loud_db - kFloor_db, at_share(sorted, kQuiet));
  const double middle_db = std::max(loud_db - kFloor_db, at_share(sorted, 0.5));
  return (middle_db - quiet_db) / (loud_db - quiet_db + 1);
}

}  // namespace

std::optional<SpeechCues> speech_cues(std::span<const Matrix> windows, std::span<const double> centres_hz,
                                      double step_s) {
  const Bands voice = bands_between(centres_hz, 200, 4000);
  const Bands low = bands_between(centres_hz, 200, 850);
  const Bands high = bands_between(centres_hz, 2000, 6000);
  if (voice.count == 0 || low.count == 0 || high.count == 0 || step_s > kCoarsest_s) return std::nullopt;
  const std::vector<float> sorted = sorted_levels(windows, voice);
  if (sorted.empty()) return std::nullopt;
  const std::vector<Window> long_ones = long_windows(windows, voice, at_share(sorted, kLoud), step_s);
  if (long_ones.empty()) return std::nullopt;
  return SpeechCues{.beat = beat(long_ones, step_s),
                    .turns_db = turns_db(long_ones, low, high),
                    .middle = middle(sorted),
                    .change_db = change_db(long_ones, step_s)};
}

}  // namespace mrec::features
