#include "nn/conv_backward.h"

#include <functional>

namespace mrec::nn {
namespace {

/// Numbers whose sums over the slices are taken together.
constexpr std::size_t kBlock = 1024;

}  // namespace

void ConvBackward::begin(const ConvPlan& plan, const Parameter& kernel, std::size_t slices) {
  plan_ = plan;
  slices_ = slices;
  transposed_.resize(kernel.values.size());
  transpose_kernel(kernel.values, plan.shape.filters, transposed_);
  sums_.resize(slices * numbers_of_slice());
}

void ConvBackward::begin_slice(std::size_t slice) {
  const std::span sums = std::span(sums_).subspan(slice * numbers_of_slice(), numbers_of_slice());
  std::fill(sums.begin(), sums.end(), 0.0F);
}

void ConvBackward::add_rows(std::size_t slice, RowRange rows, std::span<const float> input,
                            std::span<const float> d_rows, std::span<float> d_input) {
  const ConvShape part = plan_.shape.part(rows.count());
  const std::size_t offset = plan_.shape.input_offset(rows.begin);
  const std::size_t size = part.input_size();
  const std::size_t weights = transposed_.size();
  const std::span sums = std::span(sums_).subspan(slice * numbers_of_slice(), numbers_of_slice());
  conv_backward_kernel(part, {0, part.kernel_rows()}, input.subspan(offset, size), d_rows,
                       sums.first(weights));
  conv_backward_bias(d_rows, sums.subspan(weights));
  if (!d_input.empty()) conv_backward_input(part, d_rows, transposed_, d_input.subspan(offset, size));
}

void ConvBackward::finish(Parameter& kernel, Parameter* bias, const Workers& workers) const {
  const std::span<float> weights = kernel.gradient;
  const auto work = [&](std::size_t block) {
    const std::size_t first = block * kBlock;
    sum_slices(first, weights.subspan(first, std::min(kBlock, weights.size() - first)));
  };
  // By reference: a copy of what it captures would be an allocation.
  workers.for_each((weights.size() + kBlock - 1) / kBlock, std::cref(work));
  if (bias != nullptr) sum_slices(weights.size(), bias->gradient);
}

/// Of the numbers of a slice from `first` on.
void ConvBackward::sum_slices(std::size_t first, std::span<float> gradient) const {
  std::fill(gradient.begin(), gradient.end(), 0.0F);
  for (std::size_t slice = 0; slice < slices_; ++slice) {
    const float* from = sums_.data() + slice * numbers_of_slice() + first;
    for (float& value : gradient) value += *from++;
  }
}

}  // namespace mrec::nn
