#include "mrec/nn/time_statistics.h"

#include "nn/slices.h"
#include "nn/statistics_kernels.h"

namespace mrec::nn {
namespace {

std::size_t steps(const Tensor& input) {
  return static_cast<std::size_t>(input.shape().height);
}

}  // namespace

SampleShape TimeStatistics::output_shape(SampleShape input) const {
  return {.height = 1, .width = 1, .channels = 3 * input.width * input.channels};
}

void TimeStatistics::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      statistics_forward(steps(input), input.sample(i), output.sample(i));
    }
  });
}

void TimeStatistics::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void TimeStatistics::backward(const Tensor& input, const Tensor& output, const Tensor& d_output,
                              Tensor* d_input, const Workers& workers) {
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      statistics_backward(steps(input), input.sample(i), output.sample(i), d_output.sample(i),
                          d_input->sample(i));
    }
  });
}

}  // namespace mrec::nn
