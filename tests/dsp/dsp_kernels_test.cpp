#include "dsp/dsp_kernels.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::dsp {
namespace {

using mrec::testing::expect_close;
using mrec::testing::noise;

/// Below, at and above every vector length in use, odd and prime ones too.
const std::vector<std::size_t> kSizes = {0,  1,  2,  3,  4,  5,  7,  8,   9,   15,
                                         16, 17, 31, 32, 33, 64, 65, 127, 1025};

/// Every test runs once for each instruction set that this processor has.
class DspKernels : public ::testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

INSTANTIATE_TEST_SUITE_P(InstructionSets, DspKernels,
                         ::testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& test) { return std::string(hwy::TargetName(test.param)); });

TEST_P(DspKernels, MultiplyAgreesWithLoop) {
  for (const std::size_t n : kSizes) {
    const auto a = noise(n, 2);
    const auto b = noise(n + 3, 1);
    std::vector<float> product(n);
    std::vector<double> expected(n);
    for (std::size_t i = 0; i < n; ++i) expected[i] = static_cast<double>(a[i]) * b[i + 3];
    multiply(a, std::span(b).subspan(3), product);
    EXPECT_TRUE(expect_close(product, expected, {.relative = 1e-6})) << n;
  }
}

TEST_P(DspKernels, MultiplyInPlace) {
  std::vector<float> a(37, 3);
  multiply(a, a, a);
  EXPECT_EQ(a, std::vector<float>(37, 9));
}

TEST_P(DspKernels, PowerOfHalvesAgreesWithLoop) {
  using Complex = std::complex<double>;
  for (const std::size_t m : {1U, 2U, 3U, 5U, 8U, 15U, 16U, 17U, 31U, 32U, 33U, 64U, 127U, 1024U}) {
    auto half = noise(2 * (m + 1), 5);
    half[2 * m] = half[0];
    half[2 * m + 1] = half[1];
    std::vector<float> cosines;
    std::vector<float> sines;
    std::vector<double> expected(m + 1);
    const auto z = [&](std::size_t k) { return Complex(half[2 * k], half[2 * k + 1]); };
    for (std::size_t k = 0; k <= m; ++k) {
      const Complex w = std::polar(1.0, -std::numbers::pi * static_cast<double>(k) / static_cast<double>(m));
      const Complex even = (z(k) + std::conj(z(m - k))) / 2.0;
      const Complex odd = (z(k) - std::conj(z(m - k))) / Complex(0, 2);
      expected[k] = std::norm(even + w * odd);
      if (k > m / 2) continue;
      cosines.push_back(static_cast<float>(w.real()));
      sines.push_back(static_cast<float>(w.imag()));
    }
    std::vector<float> power(m + 1);
    power_of_halves(half, cosines, sines, power);
    EXPECT_TRUE(expect_close(power, expected, {.absolute = 1e-4, .relative = 1e-6})) << m;
  }
}

TEST_P(DspKernels, BandedProductAgreesWithLoop) {
  const auto input = noise(2000, 1);
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> end = {0};
  for (const std::size_t n : kSizes) {
    first.push_back(static_cast<std::uint32_t>(n % 13));
    end.push_back(static_cast<std::uint32_t>(end.back() + n));
  }
  const auto weights = noise(end.back(), 1);
  std::vector<double> expected(first.size());
  for (std::size_t r = 0; r < first.size(); ++r) {
    for (std::size_t i = 0; i < kSizes[r]; ++i) {
      expected[r] += static_cast<double>(weights[end[r] + i]) * input[first[r] + i];
    }
  }
  std::vector<float> output(first.size());
  banded_product({first, end, weights}, input, output);
  EXPECT_TRUE(expect_close(output, expected, {.absolute = 2e-5, .relative = 1e-5}));
}

TEST_P(DspKernels, DecibelsAgreeWithLoop) {
  for (const std::size_t n : kSizes) {
    auto values = noise(n, 1);
    for (float& value : values)
      value = std::pow(10.0F, 15 * value);  // 1e-15 to 1e15: below the least power too
    std::vector<double> expected(n);
    for (std::size_t i = 0; i < n; ++i)
      expected[i] = 10 * std::log10(std::max(1e-10, static_cast<double>(values[i])));
    const float greatest = to_decibels(values);
    EXPECT_TRUE(expect_close(values, expected, {.absolute = 1e-5, .relative = 1e-6})) << n;
    EXPECT_EQ(greatest, n == 0 ? -std::numeric_limits<float>::infinity() : *std::ranges::max_element(values))
        << n;
  }
}

TEST_P(DspKernels, DecibelsOfPowersOfTen) {
  std::vector<float> values = {1, 10, 100, 1e-10F, 0, -1, 1e30F};
  to_decibels(values);
  EXPECT_TRUE(
      expect_close(values, std::vector<double>{0, 10, 20, -100, -100, -100, 300}, {.absolute = 3e-5}));
}

TEST_P(DspKernels, RaiseTo) {
  for (const std::size_t n : kSizes) {
    auto values = noise(n, 1);
    auto expected = values;
    for (float& value : expected) value = std::max(value, 0.25F);
    raise_to(0.25F, values);
    EXPECT_EQ(values, expected);
  }
}

}  // namespace
}  // namespace mrec::dsp
