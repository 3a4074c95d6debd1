#include "mrec/nn/time_conv.h"

#include <cassert>
#include <cstddef>
#include <utility>

#include "nn/conv_kernels.h"

namespace mrec::nn {

TimeConv::TimeConv(TimeKernel kernel, ChannelAffine norm)
    : kernel_(std::move(kernel)), norm_(std::move(norm)) {}

void TimeConv::infer(const MatrixRef& input, Eigen::Ref<Matrix> output) const {
  assert(input.cols() == kernel_.features && output.cols() == kernel_.filters);
  Matrix padded = Matrix::Zero(input.rows() + kernel_.time - 1, input.cols());
  padded.middleRows((kernel_.time - 1) / 2, input.rows()) = input;
  const ConvShape shape{.height = static_cast<std::size_t>(padded.rows()),
                        .channels = static_cast<std::size_t>(kernel_.features),
                        .kernel_height = static_cast<std::size_t>(kernel_.time),
                        .filters = static_cast<std::size_t>(kernel_.filters)};
  Matrix maps(output.rows(), output.cols());
  conv_forward(shape, {padded.data(), static_cast<std::size_t>(padded.size())}, kernel_.weights, kernel_.bias,
               {maps.data(), static_cast<std::size_t>(maps.size())});
  output = maps.cwiseMax(0.0F);
  norm_.apply(output);
}

}  // namespace mrec::nn
