#include "mrec/nn/gru.h"

#include <Eigen/QR>
#include <algorithm>
#include <array>

#include "mrec/core/matrix.h"
#include "nn/conv_kernels.h"
#include "nn/gru_kernels.h"
#include "nn/initial_weights.h"
#include "nn/slices.h"
#include "nn/thread_scratch.h"

namespace mrec::nn {
namespace {

GruShape gru_shape(const Tensor& input, const Slice& slice, const GruOptions& options) {
  return {.samples = slice.end - slice.begin,
          .steps = static_cast<std::size_t>(input.shape().height),
          .units = static_cast<std::size_t>(options.units)};
}

/// The input part of all steps as one product: a 1x1 convolution whose places are the steps.
ConvShape input_product(const GruShape& shape, std::size_t input_size) {
  const std::size_t places = shape.samples * shape.steps;
  return {.height = places, .channels = input_size / places, .filters = 3 * shape.units};
}

void grow(std::vector<float>& memory, std::size_t size) {
  if (memory.size() < size) memory.resize(size);
}

/// Of size x size, by a QR decomposition of random numbers: it keeps the length of what passes through it,
/// over however many steps (Saxe, McClelland and Ganguli 2014).
Matrix orthogonal_matrix(int size, Rng& rng) {
  Matrix random(size, size);
  for (float& value : std::span(random.data(), static_cast<std::size_t>(random.size())))
    value = 2.0F * rng.uniform() - 1.0F;
  const Eigen::HouseholderQR<Matrix> decomposition(random);
  return decomposition.householderQ();
}

}  // namespace

SampleShape Gru::output_shape(SampleShape input) const {
  return {.height = options_.returns_sequence ? input.height : 1, .width = 1, .channels = options_.units};
}

void Gru::initialise(SampleShape input, Rng& rng) {
  const int units = options_.units;
  kernel_ = weight_parameter("kernel", {input.width * input.channels, 3 * units}, WeightRange::kGlorot, rng);
  recurrent_kernel_ = constant_parameter("recurrent_kernel", {units, 3 * units}, 0.0F);
  bias_ = constant_parameter("bias", {3 * units}, 0.0F);
  recurrent_bias_ = constant_parameter("recurrent_bias", {3 * units}, 0.0F);
  Eigen::Map<Matrix> recurrent(recurrent_kernel_.values.data(), units, 3 * units);
  for (int gate = 0; gate < 3; ++gate) {
    recurrent.middleCols(gate * units, units) = orthogonal_matrix(units, rng);
  }
  kernel_transposed_.resize(kernel_.values.size());
  recurrent_transposed_.resize(recurrent_kernel_.values.size());
}

void Gru::forward(const GruShape& shape, std::span<const float> input, const GruTrace& trace) const {
  conv_forward(input_product(shape, input.size()), input, kernel_.values, bias_.values, trace.gates);
  gru_forward(shape, recurrent_kernel_.values, recurrent_bias_.values, trace);
}

void Gru::take_output(const GruShape& shape, std::span<const float> states, std::span<float> output) const {
  const std::size_t kept = options_.returns_sequence ? shape.steps * shape.units : shape.units;
  for (std::size_t sample = 0; sample < shape.samples; ++sample) {
    const auto all = states.subspan(sample * shape.steps * shape.units, shape.steps * shape.units);
    std::ranges::copy(all.last(kept), output.subspan(sample * kept).begin());
  }
}

void Gru::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const GruShape shape = gru_shape(input, slice, options_);
    const std::size_t numbers = shape.samples * shape.steps * shape.units;
    const std::span<float> memory = thread_scratch(Scratch::kTrace, 7 * numbers);
    const GruTrace trace{.gates = memory.first(3 * numbers),
                         .recurrent = memory.subspan(3 * numbers, 3 * numbers),
                         .states = memory.last(numbers)};
    forward(shape, slice_of(input, slice), trace);
    take_output(shape, trace.states, slice_of(output, slice));
  });
}

GruTrace Gru::trace_of(const GruShape& shape, std::size_t first_sample) {
  const std::size_t one = shape.steps * shape.units;
  const std::size_t begin = first_sample * one;
  const std::size_t size = shape.samples * one;
  return {.gates = std::span(gates_).subspan(3 * begin, 3 * size),
          .recurrent = std::span(recurrent_).subspan(3 * begin, 3 * size),
          .states = std::span(states_).subspan(begin, size)};
}

void Gru::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  const auto units = static_cast<std::size_t>(options_.units);
  const std::size_t numbers = input.samples() * static_cast<std::size_t>(input.shape().height) * units;
  grow(gates_, 3 * numbers);
  grow(recurrent_, 3 * numbers);
  grow(states_, numbers);
  grow(d_state_, input.samples() * units);
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const GruShape shape = gru_shape(input, slice, options_);
    const GruTrace trace = trace_of(shape, slice.begin);
    forward(shape, slice_of(input, slice), trace);
    take_output(shape, trace.states, slice_of(output, slice));
  });
}

void Gru::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                   const Workers& workers) {
  const std::size_t one_slice = kernel_.values.size() + recurrent_kernel_.values.size() +
                                bias_.values.size() + recurrent_bias_.values.size();
  const std::size_t slices = slice_count(input.samples());
  slice_gradients_.assign(slices * one_slice, 0.0F);
  transpose_kernel(recurrent_kernel_.values, bias_.values.size(), recurrent_transposed_);
  if (d_input != nullptr) {
    d_input->resize(input.samples(), input.shape());
    transpose_kernel(kernel_.values, bias_.values.size(), kernel_transposed_);
  }
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const GruShape shape = gru_shape(input, slice, options_);
    const GruTrace trace = trace_of(shape, slice.begin);
    backward_through_time(shape, slice.begin, slice_of(d_output, slice));
    backward_parameters(shape, slice_of(input, slice), trace,
                        std::span(slice_gradients_).subspan(slice.index * one_slice, one_slice));
    if (d_input == nullptr) return;
    const std::span<float> d_slice = slice_of(*d_input, slice);
    std::ranges::fill(d_slice, 0.0F);
    conv_backward_input(input_product(shape, d_slice.size()), trace.gates, kernel_transposed_, d_slice);
  });
  sum_slices(slices);
}

void Gru::backward_through_time(const GruShape& shape, std::size_t first_sample,
                                std::span<const float> d_output) {
  const std::span d_state =
      std::span(d_state_).subspan(first_sample * shape.units, shape.samples * shape.units);
  const GruTrace trace = trace_of(shape, first_sample);
  if (options_.returns_sequence) {
    std::ranges::fill(d_state, 0.0F);
    gru_backward(shape, recurrent_transposed_, d_output, d_state, trace);
  } else {
    std::ranges::copy(d_output, d_state.begin());
    gru_backward(shape, recurrent_transposed_, {}, d_state, trace);
  }
}

/// The first step has no state before it, so the recurrent kernel learns from the states of all steps but the
/// last and the gradients of all but the first.
void Gru::backward_parameters(const GruShape& shape, std::span<const float> input, const GruTrace& trace,
                              std::span<float> gradients) const {
  const auto next = [&](const Parameter& parameter) {
    const std::span<float> taken = gradients.first(parameter.values.size());
    gradients = gradients.subspan(taken.size());
    return taken;
  };
  const std::span<float> kernel = next(kernel_);
  const std::span<float> recurrent = next(recurrent_kernel_);
  const ConvShape product = input_product(shape, input.size());
  conv_backward_kernel(product, {0, product.kernel_rows()}, input, trace.gates, kernel);
  const ConvShape between{.height = shape.steps - 1, .channels = shape.units, .filters = 3 * shape.units};
  const std::size_t one = shape.steps * shape.units;
  for (std::size_t sample = 0; shape.steps > 1 && sample < shape.samples; ++sample) {
    const auto states = trace.states.subspan(sample * one, one - shape.units);
    const auto d_gates = trace.recurrent.subspan(3 * sample * one, 3 * one).subspan(3 * shape.units);
    conv_backward_kernel(between, {0, shape.units}, states, d_gates, recurrent);
  }
  conv_backward_bias(trace.gates, next(bias_));
  conv_backward_bias(trace.recurrent, next(recurrent_bias_));
}

/// In the order of the slices, so that the threads leave no trace.
void Gru::sum_slices(std::size_t slices) {
  const std::array learnt{&kernel_, &recurrent_kernel_, &bias_, &recurrent_bias_};
  for (Parameter* parameter : learnt) std::ranges::fill(parameter->gradient, 0.0F);
  const float* next = slice_gradients_.data();
  for (std::size_t slice = 0; slice < slices; ++slice) {
    for (Parameter* parameter : learnt) {
      for (float& value : parameter->gradient) value += *next++;
    }
  }
}

}  // namespace mrec::nn
