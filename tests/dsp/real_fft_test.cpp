#include "mrec/dsp/real_fft.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <thread>
#include <vector>

#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::dsp {
namespace {

std::vector<float> power_of(const RealFft& fft, const std::vector<float>& samples) {
  RealFft::Workspace workspace(fft);
  std::ranges::copy(samples, workspace.time().begin());
  std::vector<float> power(static_cast<std::size_t>(fft.bins()));
  fft.power(workspace, power);
  return power;
}

std::vector<double> slow_power(const std::vector<float>& samples) {
  std::vector<double> power;
  const auto n = static_cast<double>(samples.size());
  for (std::size_t k = 0; k <= samples.size() / 2; ++k) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      sum += static_cast<double>(samples[i]) *
             std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) * static_cast<double>(i) / n);
    }
    power.push_back(std::norm(sum));
  }
  return power;
}

TEST(RealFft, AgreesWithDefinition) {
  for (const int size : {2, 4, 6, 8, 10, 16, 18, 62, 64, 66, 128, 130, 250, 502, 512}) {
    const auto samples = testing::noise(static_cast<std::size_t>(size), 1);
    const RealFft fft(size);
    EXPECT_EQ(fft.bins(), size / 2 + 1);
    EXPECT_TRUE(testing::expect_close(power_of(fft, samples), slow_power(samples),
                                      {.absolute = 1e-4, .relative = 2e-6}))
        << size;
  }
}

/// Far below the loudest bin little may be lost: a sine exactly on a bin, the others are rounding alone.
TEST(RealFft, QuietBinsBesideLoudOnes) {
  const auto power = power_of(RealFft(2048), testing::sine(2048, 100, 1, 2048));
  EXPECT_NEAR(power[100], 1024.0 * 1024.0, 1);
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (k == 100) continue;
    EXPECT_LT(power[k], 1e-6) << k;
  }
}

TEST(RealFft, KeepsEnergy) {
  const auto samples = testing::noise(2048, 1);
  const auto power = power_of(RealFft(2048), samples);
  double energy = 0;
  for (const float sample : samples) energy += static_cast<double>(sample) * sample;
  double spectral = 0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    const bool once = k == 0 || k == 1024;  // the bins at 0 and at half the rate have no mirror image
    spectral += (once ? 1 : 2) * static_cast<double>(power[k]);
  }
  EXPECT_NEAR(spectral / 2048, energy, 1e-3);
}

TEST(RealFft, ThreadsShareAPlan) {
  const auto samples = testing::noise(1024, 1);
  const auto expected = power_of(RealFft(1024), samples);
  std::vector<std::vector<float>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] { result = power_of(RealFft(1024), samples); });
    }
  }
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace mrec::dsp
