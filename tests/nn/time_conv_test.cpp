#include "mrec/nn/time_conv.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  int frames;
  int time;
  int features;
  int filters;
};
const Case kCases[] = {{1, 1, 1, 1}, {1, 7, 3, 5}, {9, 7, 33, 64}, {4, 2, 5, 17}, {187, 7, 64, 64}};

std::vector<double> plain(const TimeKernel& kernel, const ChannelAffine& norm, const Matrix& input) {
  std::vector<double> output;
  for (int t = 0; t < input.rows(); ++t) {
    for (int filter = 0; filter < kernel.filters; ++filter) {
      double sum = kernel.bias[static_cast<std::size_t>(filter)];
      for (int i = 0; i < kernel.time; ++i) {
        const int row = t + i - (kernel.time - 1) / 2;
        for (int f = 0; f < kernel.features && row >= 0 && row < input.rows(); ++f) {
          const auto place = static_cast<std::size_t>((i * kernel.features + f) * kernel.filters + filter);
          sum += static_cast<double>(input(row, f)) * kernel.weights[place];
        }
      }
      output.push_back(std::max(0.0, sum) * norm.scale[filter] + norm.shift[filter]);
    }
  }
  return output;
}

class TimeConvTest : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, TimeConvTest, testing::all_targets(), testing::target_name);

TEST_P(TimeConvTest, IsConvolutionReluAndNorm) {
  Rng rng(1, 0);
  for (const Case& one : kCases) {
    TimeKernel kernel{
        .time = one.time, .features = one.features, .filters = one.filters, .weights = {}, .bias = {}};
    kernel.weights = random_values(static_cast<std::size_t>(one.time * one.features * one.filters), rng);
    kernel.bias = random_values(static_cast<std::size_t>(one.filters), rng);
    const ChannelAffine norm{.scale = Vector::LinSpaced(one.filters, -1.0F, 1.0F),
                             .shift = Vector::LinSpaced(one.filters, 0.5F, -0.5F)};
    const Matrix input = Matrix::Random(one.frames, one.features);
    Matrix output(one.frames, one.filters);
    TimeConv(kernel, norm).infer(input, output);
    EXPECT_TRUE(expect_close(std::vector<float>(output.data(), output.data() + output.size()),
                             plain(kernel, norm, input), {.absolute = 1e-4, .relative = 1e-4}));
  }
}

}  // namespace
}  // namespace mrec::nn
