#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/nn/channel_affine.h"

namespace mrec::nn {

/// A rectangular convolution over a picture of one channel, time x frequency.
struct PictureKernel {
  int time = 1;
  int frequency = 1;
  int filters = 1;
  std::vector<float> weights;  ///< [time][frequency][filter]
  std::vector<float> bias;     ///< one a filter
};

/// Convolution with bias -> ReLU -> folded batch normalisation -> maximum over the whole frequency axis. Time
/// is padded with zeros to the same length ((time - 1) / 2 before, the rest behind), frequency is not.
/// Forward only. Thread-safe.
class PeakConv {
 public:
  PeakConv(PictureKernel kernel, ChannelAffine norm);

  /// `picture`: (time x frequency), at least as many bands as the kernel has. `peaks`: (time x filters).
  void infer(const MatrixRef& picture, Eigen::Ref<Matrix> peaks) const;

  int filters() const { return kernel_.filters; }

 private:
  PictureKernel kernel_;
  ChannelAffine norm_;
};

}  // namespace mrec::nn
