#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/safetensors.h"
#include "mrec/nn/channel_affine.h"
#include "mrec/nn/peak_conv.h"
#include "mrec/nn/time_conv.h"

namespace mrec::embedding {

/// One sum and bias a unit: units = values * kernel + bias.
struct DenseWeights {
  Matrix kernel;  ///< (inputs x units)
  Vector bias;
};

/// The layers of musicnn with their weights folded for inference (models/musicnn.md).
struct MusicnnGraph {
  std::vector<std::string> tags;
  std::string weights;  ///< checksum of all arrays

  float input_scale = 1;  ///< the input's batch norm, of one channel
  float input_shift = 0;
  std::vector<nn::PeakConv> front;  ///< timbral38, timbral67, temporal128, temporal64, temporal32
  std::vector<nn::TimeConv> mid;    ///< the second and third add their input to their output
  nn::ChannelAffine pool_norm;
  DenseWeights dense;
  nn::ChannelAffine dense_norm;
  DenseWeights output;

  /// Throws Error{kFormat} (without a path) naming the array that is missing or of another shape.
  static MusicnnGraph from(const TensorFile& file);
};

}  // namespace mrec::embedding
