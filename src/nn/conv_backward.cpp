#include "nn/conv_backward.h"

namespace mrec::nn {

void ConvBackward::begin(const ConvPlan& plan, const Parameter& kernel, std::size_t slices) {
  plan_ = plan;
  slices_ = slices;
  transposed_.resize(kernel.values.size());
  transpose_kernel(kernel.values, plan.shape.filters, transposed_);
  sums_.assign(slices * (kernel.values.size() + plan.shape.filters), 0.0F);
}

void ConvBackward::add_rows(std::size_t slice, RowRange rows, std::span<const float> input,
                            std::span<const float> d_rows, std::span<float> d_input) {
  const ConvShape part = plan_.shape.part(rows.count());
  const std::size_t offset = plan_.shape.input_offset(rows.begin);
  const std::size_t size = part.input_size();
  const std::size_t weights = transposed_.size();
  const std::span sums = std::span(sums_).subspan(slice * (weights + part.filters), weights + part.filters);
  conv_backward_kernel(part, {0, part.kernel_rows()}, input.subspan(offset, size), d_rows,
                       sums.first(weights));
  conv_backward_bias(d_rows, sums.subspan(weights));
  if (!d_input.empty()) conv_backward_input(part, d_rows, transposed_, d_input.subspan(offset, size));
}

void ConvBackward::finish(Parameter& kernel, Parameter* bias) const {
  std::fill(kernel.gradient.begin(), kernel.gradient.end(), 0.0F);
  if (bias != nullptr) std::fill(bias->gradient.begin(), bias->gradient.end(), 0.0F);
  const float* next = sums_.data();
  for (std::size_t slice = 0; slice < slices_; ++slice) {
    for (float& value : kernel.gradient) value += *next++;
    if (bias != nullptr) {
      for (std::size_t i = 0; i < plan_.shape.filters; ++i) bias->gradient[i] += next[i];
    }
    next += plan_.shape.filters;
  }
}

}  // namespace mrec::nn
