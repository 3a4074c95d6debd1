#pragma once

#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/nn/channel_affine.h"

namespace mrec::nn {

/// A convolution along time over all features of a frame.
struct TimeKernel {
  int time = 1;
  int features = 1;
  int filters = 1;
  std::vector<float> weights;  ///< [time][feature][filter]
  std::vector<float> bias;     ///< one a filter
};

/// Convolution with bias -> ReLU -> folded batch normalisation. Time is padded with zeros to the same length.
/// Forward only. Thread-safe.
class TimeConv {
 public:
  TimeConv(TimeKernel kernel, ChannelAffine norm);

  /// `input`: (time x features). `output`: (time x filters).
  void infer(const MatrixRef& input, Eigen::Ref<Matrix> output) const;

  int filters() const { return kernel_.filters; }

 private:
  TimeKernel kernel_;
  ChannelAffine norm_;
};

}  // namespace mrec::nn
