#include "nn/conv_plan.h"

#include <algorithm>

#include "nn/thread_scratch.h"

namespace mrec::nn {
namespace {

constexpr std::size_t kStripNumbers = 6144;  // 24 KB

}  // namespace

ConvPlan::ConvPlan(SampleShape input, const Conv2dOptions& options)
    : shape{.height = static_cast<std::size_t>(input.height + 2 * options.padding),
            .width = static_cast<std::size_t>(input.width + 2 * options.padding),
            .channels = static_cast<std::size_t>(input.channels),
            .kernel_height = static_cast<std::size_t>(options.kernel_height),
            .kernel_width = static_cast<std::size_t>(options.kernel_width),
            .filters = static_cast<std::size_t>(options.filters),
            .stride_height = static_cast<std::size_t>(options.stride_height),
            .stride_width = static_cast<std::size_t>(options.stride_width)},
      border{.height = static_cast<std::size_t>(input.height),
             .width = static_cast<std::size_t>(input.width),
             .channels = static_cast<std::size_t>(input.channels),
             .border = static_cast<std::size_t>(options.padding)} {}

std::span<const float> ConvPlan::padded(std::span<const float> sample) const {
  if (border.border == 0) return sample;
  const std::span<float> whole = thread_scratch(Scratch::kPadded, border.size());
  pad_sample(border, sample, whole);
  return whole;
}

Strips::Strips(std::size_t rows, std::size_t line) : rows_(rows) {
  const std::size_t count = (rows * line + kStripNumbers - 1) / kStripNumbers;
  height_ = (rows + count - 1) / count;
}

RowRange Strips::operator[](std::size_t strip) const {
  return {strip * height_, std::min((strip + 1) * height_, rows_)};
}

}  // namespace mrec::nn
