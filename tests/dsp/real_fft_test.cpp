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

std::vector<float> transform(const RealFft& fft, const std::vector<float>& samples) {
  RealFft::Workspace workspace(fft);
  std::ranges::copy(samples, workspace.time().begin());
  fft.transform(workspace);
  return {workspace.spectrum().begin(), workspace.spectrum().end()};
}

std::vector<double> slow_transform(const std::vector<float>& samples) {
  std::vector<double> pairs;
  const auto n = static_cast<double>(samples.size());
  for (std::size_t k = 0; k <= samples.size() / 2; ++k) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      sum += static_cast<double>(samples[i]) *
             std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) * static_cast<double>(i) / n);
    }
    pairs.push_back(sum.real());
    pairs.push_back(sum.imag());
  }
  return pairs;
}

TEST(RealFft, AgreesWithDefinition) {
  for (const int size : {1, 2, 3, 4, 5, 16, 17, 63, 128, 251, 512}) {
    const auto samples = testing::noise(static_cast<std::size_t>(size), 1);
    const RealFft fft(size);
    EXPECT_EQ(fft.bins(), size / 2 + 1);
    EXPECT_TRUE(testing::expect_close(transform(fft, samples), slow_transform(samples), {.absolute = 2e-5}))
        << size;
  }
}

TEST(RealFft, KeepsEnergy) {
  const auto samples = testing::noise(2048, 1);
  const auto pairs = transform(RealFft(2048), samples);
  double energy = 0;
  for (const float sample : samples) energy += static_cast<double>(sample) * sample;
  double spectral = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const bool once = i < 2 || i >= 2048;  // the bins at 0 and at half the rate have no mirror image
    spectral += (once ? 1 : 2) * static_cast<double>(pairs[i]) * pairs[i];
  }
  EXPECT_NEAR(spectral / 2048, energy, 1e-3);
}

TEST(RealFft, ThreadsShareAPlan) {
  const auto samples = testing::noise(1024, 1);
  const auto expected = transform(RealFft(1024), samples);
  std::vector<std::vector<float>> results(4);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&] { result = transform(RealFft(1024), samples); });
    }
  }
  for (const auto& result : results) EXPECT_EQ(result, expected);
}

}  // namespace
}  // namespace mrec::dsp
