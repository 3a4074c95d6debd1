#pragma once

#include <memory>
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

/// Sizes of the pictures that a layer is made for.
struct PictureShape {
  int time = 1;
  int frequency = 1;
};

/// Convolution with bias -> ReLU -> folded batch normalisation -> maximum over the whole frequency axis. Time
/// is padded with zeros to the same length ((time - 1) / 2 before, the rest behind), frequency is not.
/// Forward only. Thread-safe.
///
/// Kernels wider than one band are transformed along frequency and summed along time, others are transformed
/// along time (docs/performance.md has the other ways that were measured). What comes behind the convolution
/// rises or falls with it, so the maximum is taken first.
class PeakConv {
 public:
  /// The kernel must not be wider than the picture.
  PeakConv(const PictureKernel& kernel, const ChannelAffine& norm, PictureShape picture);
  ~PeakConv();
  PeakConv(PeakConv&&) noexcept;
  PeakConv& operator=(PeakConv&&) noexcept;

  int filters() const;

  /// `picture`: (time x frequency). `peaks`: (time x filters).
  void infer(const MatrixRef& picture, Eigen::Ref<Matrix> peaks) const;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

}  // namespace mrec::nn
