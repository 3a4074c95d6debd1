#include "nn/conv_block.h"

#include <algorithm>

#include "nn/norm_kernels.h"
#include "nn/pool_plan.h"
#include "nn/slices.h"
#include "nn/thread_scratch.h"

namespace mrec::nn {

ConvBlock::ConvBlock(const Layers& layers) : layers_(layers), least_(layers.relu ? 0.0F : kNoLeast) {}

SampleShape ConvBlock::output_shape(SampleShape input) const {
  return layers_.pool->output_shape(layers_.conv->output_shape(input));
}

ConvBlock::Shapes ConvBlock::shapes(SampleShape input) const {
  return {.conv = ConvPlan(input, layers_.conv->options()),
          .pool = pool_shape(layers_.conv->output_shape(input), layers_.pool->options())};
}

/// Strip after strip of the convolution; rows under two strips of the output are kept.
void ConvBlock::pool_sample(const Shapes& shapes, std::span<const float> input, const Pooled& pooled) const {
  const PoolShape& pool = shapes.pool;
  const std::span<const float> values = shapes.conv.padded(input);
  const std::size_t line = pool.line();
  const Strips strips(pool.out_height(), pool.stride * line);
  const std::size_t most_rows = strips[0].count() * pool.stride + pool.kernel_height;
  const std::span<float> held = thread_scratch(Scratch::kRows, most_rows * line);
  RowRange rows;  // of the convolution, in `held`
  for (std::size_t i = 0; i < strips.count(); ++i) {
    const RowRange under = pool.under(strips[i]);
    const std::size_t kept = rows.end - std::min(under.begin, rows.end);
    const std::span<float> overlap = held.subspan((rows.count() - kept) * line, kept * line);
    std::copy(overlap.begin(), overlap.end(), held.begin());
    const RowRange missing{under.begin + kept, under.end};
    rows = under;
    const ConvShape part = shapes.conv.shape.part(missing.count());
    conv_forward(part, values.subspan(shapes.conv.shape.input_offset(missing.begin), part.input_size()),
                 layers_.conv->kernel().values, layers_.conv->bias().values,
                 held.subspan(kept * line, missing.count() * line));
    const std::size_t first = strips[i].begin * pool.out_line();
    const std::size_t count = strips[i].count() * pool.out_line();
    const std::span<float> made = pooled.values.subspan(first, count);
    pool_forward(pool, strips[i], {.first = rows.begin, .values = held}, least_, made,
                 pooled.positions.empty() ? pooled.positions : pooled.positions.subspan(first, count));
    if (pooled.moments.empty()) continue;
    sum_moments(made, pooled.moments.first(pool.channels), pooled.moments.last(pool.channels));
  }
}

void ConvBlock::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  const Shapes on = shapes(input.shape());
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      pool_sample(on, input.sample(i), {.values = output.sample(i), .positions = {}, .moments = {}});
    }
  });
  if (layers_.norm != nullptr) layers_.norm->infer(output, output, workers);
}

void ConvBlock::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  const Shapes on = shapes(input.shape());
  const bool with_norm = layers_.norm != nullptr;
  Tensor& pooled = with_norm ? pooled_ : output;
  pooled.resize(input.samples(), output_shape(input.shape()));
  positions_.resize(pooled.size());
  const std::size_t size = pooled.shape().size();
  sums_.begin(slice_count(input.samples()), 2 * on.pool.channels);
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      pool_sample(on, input.sample(i),
                  {.values = pooled.sample(i),
                   .positions = std::span(positions_).subspan(i * size, size),
                   .moments = with_norm ? sums_.of_slice(slice.index) : std::span<double>()});
    }
  });
  if (!with_norm) return;
  const ChannelMap& map = layers_.norm->learn(sums_.total(), pooled.size() / on.pool.channels);
  output.resize(pooled.samples(), pooled.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    scale_and_shift(slice_of(pooled_, slice), map.scale, map.shift, slice_of(output, slice));
  });
}

void ConvBlock::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output,
                         Tensor* d_input, const Workers& workers) {
  const Shapes on = shapes(input.shape());
  const std::size_t size = d_output.shape().size();
  const Blend map = layers_.norm == nullptr ? Blend{} : norm_backward(d_output, workers);
  backward_.begin(on.conv, layers_.conv->kernel(), slice_count(input.samples()));
  if (d_input != nullptr) d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    backward_.begin_slice(slice.index);
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      std::span<const float> d_pooled = d_output.sample(i);
      if (layers_.norm != nullptr) {
        const std::span<float> d_normed = thread_scratch(Scratch::kPooledGradient, size);
        blend(d_pooled, pooled_.sample(i), map, d_normed);
        d_pooled = d_normed;
      }
      backward_sample(on, slice.index, input.sample(i), d_pooled,
                      std::span(positions_).subspan(i * size, size),
                      d_input == nullptr ? std::span<float>() : d_input->sample(i));
    }
  });
  backward_.finish(layers_.conv->kernel(), layers_.conv->learnt_bias(), workers);
}

Blend ConvBlock::norm_backward(const Tensor& d_output, const Workers& workers) {
  const auto channels = static_cast<std::size_t>(d_output.shape().channels);
  sums_.begin(slice_count(d_output.samples()), 2 * channels);
  for_each_slice(d_output.samples(), workers, [&](const Slice& slice) {
    const std::span<double> sums = sums_.of_slice(slice.index);
    sum_products(slice_of(pooled_, slice), slice_of(d_output, slice), layers_.norm->mean(),
                 sums.first(channels), sums.last(channels));
  });
  return layers_.norm->backward(sums_.total(), d_output.size() / channels);
}

void ConvBlock::backward_sample(const Shapes& shapes, std::size_t slice, std::span<const float> input,
                                std::span<const float> d_pooled, std::span<const Position> positions,
                                std::span<float> d_input) {
  const auto d_rows = [&](RowRange rows) -> std::span<const float> {
    const std::span<float> strip = thread_scratch(Scratch::kRows, rows.count() * shapes.pool.line());
    pool_backward(shapes.pool, rows, d_pooled, positions, strip);
    return strip;
  };
  backward_.add_sample(slice, input, d_input, d_rows);
}

}  // namespace mrec::nn
