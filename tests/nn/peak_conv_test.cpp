#include "mrec/nn/peak_conv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "mrec/core/rng.h"
#include "nn/every_target.h"
#include "nn/plain_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;

struct Case {
  PictureShape picture;
  int time;
  int frequency;
  int filters;

  std::string text() const {
    return std::to_string(picture.time) + "x" + std::to_string(picture.frequency) + ", kernel " +
           std::to_string(time) + "x" + std::to_string(frequency) + ", filters " + std::to_string(filters);
  }
};

/// Odd, even and prime sizes, kernels of one number, of a whole picture, and longer than it in time;
/// transforms of all radices (sizes 2 to 320); filters below, at and above a group.
const Case kCases[] = {{{1, 1}, 1, 1, 1},      {{2, 2}, 1, 2, 3},     {{5, 3}, 2, 3, 16},
                       {{7, 10}, 3, 4, 17},    {{6, 11}, 7, 5, 33},   {{4, 25}, 3, 7, 5},
                       {{3, 36}, 4, 36, 2},    {{13, 96}, 7, 38, 20}, {{12, 96}, 7, 67, 16},
                       {{9, 5}, 4, 1, 18},     {{3, 4}, 8, 1, 1},     {{17, 1}, 5, 1, 7},
                       {{187, 6}, 128, 1, 19}, {{187, 3}, 63, 1, 16}};

struct Layer {
  PictureKernel kernel;
  std::vector<float> gamma;
  std::vector<float> beta;
  std::vector<float> mean;
  std::vector<float> variance;

  Layer(const Case& of, Rng& rng)
      : kernel{.time = of.time,
               .frequency = of.frequency,
               .filters = of.filters,
               .weights = random_values(size(of.time) * size(of.frequency) * size(of.filters), rng),
               .bias = random_values(size(of.filters), rng)},
        gamma(random_values(size(of.filters), rng)),
        beta(random_values(size(of.filters), rng)),
        mean(random_values(size(of.filters), rng)),
        variance(random_values(size(of.filters), rng)) {
    for (float& value : variance) value = 0.1F + value * value;
  }

  NormStatistics norm() const { return {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance}; }

  static std::size_t size(int count) { return static_cast<std::size_t>(count); }
};

double convolution(const PictureKernel& kernel, const Matrix& picture, int t, int f, int filter) {
  double sum = kernel.bias[static_cast<std::size_t>(filter)];
  for (int i = 0; i < kernel.time; ++i) {
    const int row = t + i - (kernel.time - 1) / 2;
    if (row < 0 || row >= picture.rows()) continue;
    for (int j = 0; j < kernel.frequency; ++j) {
      sum += static_cast<double>(picture(row, f + j)) *
             kernel.weights[static_cast<std::size_t>((i * kernel.frequency + j) * kernel.filters + filter)];
    }
  }
  return sum;
}

/// Convolution, ReLU, norm, maximum, each as it is defined.
std::vector<double> plain_peaks(const Layer& layer, const Matrix& picture) {
  const NormStatistics norm = layer.norm();
  std::vector<double> peaks;
  for (int t = 0; t < picture.rows(); ++t) {
    for (int filter = 0; filter < layer.kernel.filters; ++filter) {
      const auto c = static_cast<std::size_t>(filter);
      double peak = -std::numeric_limits<double>::infinity();
      for (int f = 0; f + layer.kernel.frequency <= picture.cols(); ++f) {
        const double rectified = std::max(0.0, convolution(layer.kernel, picture, t, f, filter));
        const double normed = norm.gamma[c] * (rectified - norm.mean[c]) /
                                  std::sqrt(static_cast<double>(norm.variance[c]) + norm.epsilon) +
                              norm.beta[c];
        peak = std::max(peak, normed);
      }
      peaks.push_back(peak);
    }
  }
  return peaks;
}

class PeakConvTest : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, PeakConvTest, testing::all_targets(), testing::target_name);

TEST_P(PeakConvTest, IsConvolutionReluNormAndMaximum) {
  Rng rng(1, 0);
  for (const Case& one : kCases) {
    SCOPED_TRACE(one.text());
    const Layer layer(one, rng);
    const auto numbers =
        random_values(Layer::size(one.picture.time) * Layer::size(one.picture.frequency), rng);
    const Matrix picture = Eigen::Map<const Matrix>(numbers.data(), one.picture.time, one.picture.frequency);
    const PeakConv conv(layer.kernel, ChannelAffine::fold(layer.norm()), one.picture);
    ASSERT_EQ(conv.filters(), one.filters);
    Matrix peaks(one.picture.time, one.filters);
    conv.infer(picture, peaks);
    EXPECT_TRUE(expect_close(std::vector<float>(peaks.data(), peaks.data() + peaks.size()),
                             plain_peaks(layer, picture), {.absolute = 1e-4, .relative = 1e-4}));
  }
}

TEST_P(PeakConvTest, WritesNothingBesideItsColumns) {
  Rng rng(2, 0);
  const Case one{{5, 9}, 3, 2, 18};
  const Layer layer(one, rng);
  const PeakConv conv(layer.kernel, ChannelAffine::fold(layer.norm()), one.picture);
  Matrix wide = Matrix::Constant(5, 20, 7.0F);
  conv.infer(Matrix::Zero(5, 9), wide.middleCols(1, 18));
  EXPECT_EQ(wide.col(0), Vector::Constant(5, 7.0F));
  EXPECT_EQ(wide.col(19), Vector::Constant(5, 7.0F));
}

}  // namespace
}  // namespace mrec::nn
