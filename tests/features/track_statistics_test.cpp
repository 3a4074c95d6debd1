#include "mrec/features/track_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

using mrec::testing::expect_close;
using Rows = std::vector<std::vector<double>>;

constexpr double kPi = std::numbers::pi;
constexpr mrec::testing::Tolerance kClose = {.absolute = 2e-3};

FeatureOptions log_mel(int bands) {
  return {.kind = FeatureKind::kLogMel, .n_mels = bands, .chunk_s = 0};
}

Matrix levels(Eigen::Index frames, int columns) {
  const auto values = mrec::testing::noise(static_cast<std::size_t>(frames * columns), 30);
  return Eigen::Map<const Matrix>(values.data(), frames, columns).array() - 20;
}

/// Coefficient k of the orthonormal DCT-II.
double dct(const std::vector<double>& values, std::size_t k) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i] * std::cos(kPi * static_cast<double>(k) * (static_cast<double>(i) + 0.5) / n);
  }
  return sum * std::sqrt((k == 0 ? 1 : 2) / n);
}

Rows rows_of(const Matrix& matrix) {
  Rows rows;
  for (Eigen::Index t = 0; t < matrix.rows(); ++t) {
    rows.emplace_back(matrix.row(t).data(), matrix.row(t).data() + matrix.cols());
  }
  return rows;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::pow(value - mean_of(values), 2);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

std::vector<double> changes_of(const std::vector<double>& values) {
  std::vector<double> changes;
  for (std::size_t t = 1; t < values.size(); ++t) changes.push_back(values[t] - values[t - 1]);
  return changes.empty() ? std::vector<double>{0} : changes;
}

std::vector<double> expected_cepstral(const Rows& cepstra) {
  std::vector<double> means;
  std::vector<double> deviations;
  std::vector<double> changes;
  for (std::size_t c = 0; c < cepstra[0].size(); ++c) {
    std::vector<double> course;
    for (const auto& frame : cepstra) course.push_back(frame[c]);
    means.push_back(mean_of(course));
    deviations.push_back(deviation_of(course));
    changes.push_back(deviation_of(changes_of(course)));
  }
  std::vector<double> all = means;
  all.insert(all.end(), deviations.begin(), deviations.end());
  all.insert(all.end(), changes.begin(), changes.end());
  return all;
}

/// The power in each of the 9 bands, of 256 values with a Hann window.
std::vector<double> powers_of(std::span<const double> values) {
  const int edges[] = {2, 4, 6, 9, 13, 19, 28, 42, 64, 129};
  std::vector<double> powers;
  for (int band = 0; band < 9; ++band) {
    double power = 0;
    for (int k = edges[band]; k < edges[band + 1]; ++k) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < 256; ++n) {
        const double windowed =
            (0.5 - 0.5 * std::cos(2 * kPi * n / 256)) * values[static_cast<std::size_t>(n)];
        re += windowed * std::cos(2 * kPi * k * n / 256);
        im += windowed * std::sin(2 * kPi * k * n / 256);
      }
      power += re * re + im * im;
    }
    powers.push_back(power);
  }
  return powers;
}

/// `envelopes`: for each its values over time, at least 256.
std::vector<double> expected_modulation(const Rows& envelopes) {
  Rows bands(9);
  for (const auto& envelope : envelopes) {
    std::vector<double> sums(9);
    int windows = 0;
    for (std::size_t start = 0; start + 256 <= envelope.size(); start += 128, ++windows) {
      const auto powers = powers_of(std::span(envelope).subspan(start, 256));
      for (std::size_t band = 0; band < 9; ++band) sums[band] += powers[band];
    }
    for (std::size_t band = 0; band < 9; ++band)
      bands[band].push_back(std::log(1 + sums[band] / windows / 4096));
  }
  std::vector<double> expected;
  for (const auto& band : bands) {
    for (std::size_t k = 0; k < std::min<std::size_t>(6, band.size()); ++k) expected.push_back(dct(band, k));
  }
  return expected;
}

std::vector<float> statistics(const FeatureOptions& features, const std::vector<Matrix>& chunks,
                              const TrackStatisticsOptions& options) {
  const TrackStatistics statistics(features, options);
  const Vector numbers = statistics.of(chunks);
  EXPECT_EQ(numbers.size(), statistics.size());
  return {numbers.begin(), numbers.end()};
}

constexpr TrackStatisticsOptions kCepstral = {.modulation = false};
constexpr TrackStatisticsOptions kModulation = {.cepstral = false};

TEST(TrackStatistics, CepstralOfLogMel) {
  for (const int frames : {1, 2, 3, 300}) {
    const Matrix track = levels(frames, 64);
    Rows cepstra;
    for (const auto& frame : rows_of(track)) {
      std::vector<double> coefficients;
      for (std::size_t k = 0; k < 20; ++k) coefficients.push_back(dct(frame, k));
      cepstra.push_back(coefficients);
    }
    EXPECT_TRUE(expect_close(statistics(log_mel(64), {track}, kCepstral), expected_cepstral(cepstra), kClose))
        << frames;
  }
}

TEST(TrackStatistics, CepstralOfMfccAreThoseThereAre) {
  for (const int coefficients : {1, 13, 20, 24}) {
    const Matrix track = levels(150, coefficients);
    const Rows cepstra = rows_of(track.leftCols(std::min(coefficients, 20)));
    EXPECT_TRUE(expect_close(statistics({.n_mfcc = coefficients}, {track}, kCepstral),
                             expected_cepstral(cepstra), kClose))
        << coefficients;
  }
}

/// Neighbouring bands averaged; a short track gets silence of 0 dB behind it.
TEST(TrackStatistics, ModulationOfLogMel) {
  for (const int frames : {1, 255, 256, 383, 384, 700}) {
    const Matrix track = levels(frames, 64);
    Rows envelopes(16, std::vector<double>(static_cast<std::size_t>(std::max(frames, 256))));
    for (int t = 0; t < frames; ++t) {
      for (std::size_t e = 0; e < 16; ++e) {
        for (int i = 0; i < 4; ++i) {
          envelopes[e][static_cast<std::size_t>(t)] += track(t, static_cast<Eigen::Index>(4 * e) + i) / 4;
        }
      }
    }
    EXPECT_TRUE(
        expect_close(statistics(log_mel(64), {track}, kModulation), expected_modulation(envelopes), kClose))
        << frames;
  }
}

/// With every coefficient kept, MFCC hold the log-mel frames themselves.
TEST(TrackStatistics, ModulationOfMfccIsThatOfTheirLogMel) {
  const Matrix track = levels(400, 16);
  Matrix cepstra(track.rows(), 16);
  const Rows rows = rows_of(track);
  for (std::size_t t = 0; t < rows.size(); ++t) {
    for (std::size_t k = 0; k < 16; ++k) {
      cepstra(static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(k)) =
          static_cast<float>(dct(rows[t], k));
    }
  }
  const auto expected = statistics(log_mel(16), {track}, kModulation);
  EXPECT_TRUE(expect_close(statistics({.n_mels = 16, .n_mfcc = 16}, {cepstra}, kModulation),
                           std::vector<double>(expected.begin(), expected.end()), kClose));
}

/// What swings at one rate in all bands alike is in that band's first coefficient.
TEST(TrackStatistics, ASwingIsInItsBand) {
  Matrix track(1024, 64);
  for (Eigen::Index t = 0; t < track.rows(); ++t) {
    track.row(t).setConstant(-30 +
                             10 * static_cast<float>(std::sin(2 * kPi * 10 * static_cast<double>(t) / 256)));
  }
  const auto numbers = statistics(log_mel(64), {track}, kModulation);
  for (std::size_t band = 0; band < 9; ++band) {
    EXPECT_NEAR(numbers[6 * band], band == 3 ? 4 * std::log(1 + 150) : 0, 0.01) << band;  // bins 9 to 12
    for (std::size_t k = 1; k < 6; ++k) EXPECT_NEAR(numbers[6 * band + k], 0, 1e-3);
  }
}

TEST(TrackStatistics, OrderAndSizes) {
  const Matrix track = levels(300, 64);
  auto both = statistics(log_mel(64), {track}, kCepstral);
  const auto modulation = statistics(log_mel(64), {track}, kModulation);
  EXPECT_EQ(both.size(), 60U);
  EXPECT_EQ(modulation.size(), 54U);
  both.insert(both.end(), modulation.begin(), modulation.end());
  EXPECT_EQ(statistics(log_mel(64), {track}, {}), both);
  EXPECT_EQ(TrackStatistics(FeatureOptions()).size(), 3 * 13 + 54);
  EXPECT_EQ(statistics(log_mel(3), {levels(300, 3)}, {}).size(), 9U + 27U);
}

TEST(TrackStatistics, ChunksFollowOneAnother) {
  const Matrix track = levels(390, 13);
  const std::vector<Matrix> chunks = {track.topRows(130), track.middleRows(130, 130), track.bottomRows(130)};
  EXPECT_EQ(statistics({}, chunks, {}), statistics({}, {track}, {}));
}

/// Rounded features of silence must not make chance look like music.
TEST(TrackStatistics, SilenceIsStill) {
  const auto numbers = statistics(log_mel(64), {Matrix::Constant(1292, 64, -100)}, {});
  for (std::size_t i = 20; i < numbers.size(); ++i) EXPECT_NEAR(numbers[i], 0, 1e-3) << i;
}

}  // namespace
}  // namespace mrec::features
