#include "mrec/dsp/spectrogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "dsp/frame_rows.h"
#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::dsp {
namespace {

using mrec::testing::expect_close;

using testing::row_of;

Matrix all_frames(const SpectrogramOptions& options, const std::vector<float>& samples) {
  const Spectrogram spectrogram(options);
  Spectrogram::Workspace workspace(spectrogram);
  Matrix frames(spectrogram.frames(samples), options.n_fft / 2 + 1);
  for (Eigen::Index t = 0; t < frames.rows(); ++t) {
    std::ranges::copy(spectrogram.power(samples, t, workspace), frames.row(t).data());
  }
  return frames;
}

/// Mirrors outwards step by step, as one does it by hand.
float mirrored(const std::vector<float>& samples, int i) {
  const int last = static_cast<int>(samples.size()) - 1;
  if (last == 0) return samples[0];
  while (i < 0 || i > last) i = i < 0 ? -i : 2 * last - i;
  return samples[static_cast<std::size_t>(i)];
}

std::vector<double> slow_frame(const std::vector<float>& samples, const SpectrogramOptions& options, int t) {
  std::vector<double> power;
  for (int k = 0; k <= options.n_fft / 2; ++k) {
    std::complex<double> sum = 0;
    for (int n = 0; n < options.n_fft; ++n) {
      const int i = t * options.hop - options.n_fft / 2 + n;
      const bool inside = i >= 0 && i < static_cast<int>(samples.size());
      const double sample = inside || options.padding == Padding::kReflect ? mirrored(samples, i) : 0;
      const double window = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / options.n_fft);
      sum += sample * window * std::polar(1.0, -2 * std::numbers::pi * k * n / options.n_fft);
    }
    power.push_back(std::norm(sum));
  }
  return power;
}

TEST(Spectrogram, AgreesWithDefinition) {
  for (const Padding padding : {Padding::kZero, Padding::kReflect}) {
    for (const std::size_t length : {1U, 2U, 3U, 5U, 31U, 32U, 33U, 100U, 331U}) {
      const SpectrogramOptions options{.n_fft = 64, .hop = 23, .padding = padding};
      const auto samples = mrec::testing::noise(length, 1);
      const Matrix power = all_frames(options, samples);
      ASSERT_EQ(power.rows(), 1 + static_cast<Eigen::Index>(length) / 23);
      ASSERT_EQ(power.cols(), 33);
      for (int t = 0; t < power.rows(); ++t) {
        EXPECT_TRUE(expect_close(row_of(power, t), slow_frame(samples, options, t),
                                 {.absolute = 1e-4, .relative = 1e-6}))
            << "length " << length << ", frame " << t;
      }
    }
  }
}

TEST(Spectrogram, HopLongerThanWindow) {
  const SpectrogramOptions options{.n_fft = 32, .hop = 50};
  const auto samples = mrec::testing::noise(160, 1);
  const Matrix power = all_frames(options, samples);
  ASSERT_EQ(power.rows(), 4);
  EXPECT_TRUE(expect_close(row_of(power, 3), slow_frame(samples, options, 3), {.absolute = 1e-4}));
}

TEST(Spectrogram, NothingGivesNoFrames) {
  for (const Padding padding : {Padding::kZero, Padding::kReflect}) {
    EXPECT_EQ(all_frames({.padding = padding}, {}).rows(), 0);
  }
}

/// A sine in the middle of bin k has |X[k]| = amplitude / 2 * (sum of the window) = amplitude * n_fft / 4,
/// and the Hann window gives half of that to both neighbours and nothing to others.
TEST(Spectrogram, SineOnABin) {
  const double hz = 40 * 22050.0 / 2048;
  const Matrix power = all_frames({}, mrec::testing::sine(66150, hz, 0.5));
  ASSERT_EQ(power.rows(), 130);
  const auto frame = row_of(power, 64);
  const double peak = std::pow(0.5 * 2048 / 4, 2);
  EXPECT_NEAR(frame[40], peak, 1e-4 * peak);
  EXPECT_NEAR(frame[39], peak / 4, 1e-4 * peak);
  EXPECT_NEAR(frame[41], peak / 4, 1e-4 * peak);
  EXPECT_NEAR(frame[43], 0, 1e-6 * peak);
}

TEST(Spectrogram, ConstantIsAllAtZeroHz) {
  const std::vector<float> samples(8192, 0.25F);
  const Matrix power = all_frames({}, samples);
  const auto frame = row_of(power, 8);
  EXPECT_NEAR(frame[0], std::pow(0.25 * 1024, 2), 0.1);
  EXPECT_NEAR(frame[1], std::pow(0.25 * 512, 2), 0.1);
  for (std::size_t k = 2; k < frame.size(); ++k) EXPECT_LT(frame[k], 1e-5);
}

}  // namespace
}  // namespace mrec::dsp
