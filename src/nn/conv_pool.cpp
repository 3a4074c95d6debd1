#include "nn/conv_pool.h"

#include <algorithm>

#include "mrec/nn/relu.h"
#include "nn/pool_plan.h"
#include "nn/slices.h"
#include "nn/thread_scratch.h"

namespace mrec::nn {

ConvPool::ConvPool(Conv2d& conv, const MaxPool2d& pool, bool relu)
    : conv_(conv), pool_(pool), least_(relu ? 0.0F : kNoLeast) {}

SampleShape ConvPool::output_shape(SampleShape input) const {
  return pool_.output_shape(conv_.output_shape(input));
}

PoolShape ConvPool::pool_of(SampleShape input) const {
  return pool_shape(conv_.output_shape(input), pool_.options());
}

void ConvPool::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  forward(input, output, {}, workers);
}

void ConvPool::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  positions_.resize(input.samples() * output_shape(input.shape()).size());
  forward(input, output, positions_, workers);
}

void ConvPool::forward(const Tensor& input, Tensor& output, std::span<Position> positions,
                       const Workers& workers) const {
  const ConvPlan plan(input.shape(), conv_.options());
  const PoolShape pool = pool_of(input.shape());
  output.resize(input.samples(), output_shape(input.shape()));
  const std::size_t size = positions.empty() ? 0 : output.shape().size();
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      forward_sample(plan, pool, input.sample(i), output.sample(i), positions.subspan(i * size, size));
    }
  });
}

/// Strip after strip of the convolution; rows under two strips of the output are kept.
void ConvPool::forward_sample(const ConvPlan& plan, const PoolShape& pool, std::span<const float> input,
                              std::span<float> output, std::span<Position> positions) const {
  const std::span<const float> values = plan.padded(input);
  const std::size_t line = plan.shape.out_line();
  const Strips strips(pool.out_height(), pool.stride * line);
  const std::size_t most_rows = strips[0].count() * pool.stride + pool.kernel_height;
  const std::span<float> held = thread_scratch(Scratch::kRows, most_rows * line);
  RowRange rows;  // of the convolution, in `held`
  for (std::size_t i = 0; i < strips.count(); ++i) {
    const RowRange under = pool.under(strips[i]);
    const std::size_t kept = rows.end - std::min(under.begin, rows.end);
    std::copy_n(held.begin() + static_cast<std::ptrdiff_t>((rows.count() - kept) * line), kept * line,
                held.begin());
    const std::size_t missing = under.begin + kept;
    rows = under;
    const ConvShape part = plan.shape.part(rows.end - missing);
    conv_forward(
        part, values.subspan(plan.shape.input_offset(missing), part.height * part.width * part.channels),
        conv_.kernel().values, conv_.bias().values, held.subspan(kept * line, (rows.end - missing) * line));
    const std::size_t first = strips[i].begin * pool.out_line();
    const std::size_t count = strips[i].count() * pool.out_line();
    pool_forward(pool, strips[i], {.first = rows.begin, .values = held}, least_, output.subspan(first, count),
                 positions.empty() ? positions : positions.subspan(first, count));
  }
}

void ConvPool::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output,
                        Tensor* d_input, const Workers& workers) {
  const ConvPlan plan(input.shape(), conv_.options());
  const PoolShape pool = pool_of(input.shape());
  const std::size_t size = d_output.shape().size();
  backward_.begin(plan, conv_.kernel(), slice_count(input.samples()));
  if (d_input != nullptr) d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      const auto d_rows = [&](RowRange rows) -> std::span<const float> {
        const std::span<float> strip = thread_scratch(Scratch::kRows, rows.count() * pool.line());
        pool_backward(pool, rows, d_output.sample(i), std::span(positions_).subspan(i * size, size), strip);
        return strip;
      };
      backward_.add_sample(slice.index, input.sample(i),
                           d_input == nullptr ? std::span<float>() : d_input->sample(i), d_rows);
    }
  });
  const std::vector<Parameter*> learnt = conv_.parameters();
  backward_.finish(*learnt[0], learnt.size() > 1 ? learnt[1] : nullptr);
}

JoinedLayer join_last(std::span<Layer* const> layers) {
  if (layers.size() < 2) return {};
  const auto* pool = dynamic_cast<MaxPool2d*>(layers.back());
  const bool relu = dynamic_cast<Relu*>(layers[layers.size() - 2]) != nullptr;
  const std::size_t count = relu ? 3 : 2;
  if (pool == nullptr || layers.size() < count) return {};
  auto* conv = dynamic_cast<Conv2d*>(layers[layers.size() - count]);
  if (conv == nullptr) return {};
  return {.layer = std::make_unique<ConvPool>(*conv, *pool, relu), .count = count};
}

}  // namespace mrec::nn
