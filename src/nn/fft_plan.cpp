#include "nn/fft_plan.h"

#include <cmath>
#include <numbers>

namespace mrec::nn {
namespace {

bool is_smooth(std::size_t size) {
  for (const std::size_t prime : {2, 3, 5}) {
    while (size % prime == 0) size /= prime;
  }
  return size == 1;
}

/// The largest butterfly that there is code for, so that there are few passes.
int radix_of(std::size_t left) {
  for (const int radix : {8, 6, 5, 4, 3}) {
    if (left % static_cast<std::size_t>(radix) == 0) return radix;
  }
  return 2;
}

FftPass make_pass(std::size_t left, std::size_t stride) {
  FftPass pass{.radix = radix_of(left), .count = 0, .stride = stride, .twiddles = {}};
  pass.count = left / static_cast<std::size_t>(pass.radix);
  for (std::size_t p = 0; p < pass.count; ++p) {
    for (int j = 1; j < pass.radix; ++j) {
      const double angle = 2 * std::numbers::pi * static_cast<double>(p) * j / static_cast<double>(left);
      pass.twiddles.push_back(static_cast<float>(std::cos(angle)));
      pass.twiddles.push_back(static_cast<float>(-std::sin(angle)));
    }
  }
  return pass;
}

}  // namespace

FftPlan FftPlan::of_at_least(std::size_t least) {
  FftPlan plan;
  plan.size = least < 2 ? 2 : least + least % 2;
  while (!is_smooth(plan.size)) plan.size += 2;
  for (std::size_t stride = 1; stride < plan.size;) {
    plan.passes.push_back(make_pass(plan.size / stride, stride));
    stride *= static_cast<std::size_t>(plan.passes.back().radix);
  }
  return plan;
}

}  // namespace mrec::nn
