#pragma once

#include <cstddef>

#include "mrec/core/rng.h"
#include "mrec/nn/network.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// What may be chosen in the three-layer network.
struct Cnn3Options {
  int third_pool = 2;  ///< side of the last max-pooling window: 2 as in the course's code, 3 as in the paper
  double dropout = 0.3;  ///< share of the 64 units that is dropped in training
  bool debiased_norm =
      true;  ///< nn::BatchNormOptions::debiased; false is plain batch norm as in the course's code
};

/// The layer whose output is the chunk's embedding: 64 numbers, not negative.
inline constexpr const char* kCnn3EmbeddingLayer = "relu4";
inline constexpr int kCnn3EmbeddingSize = 64;
/// The layer whose output is one logit a genre.
inline constexpr const char* kCnn3LogitsLayer = "dense2";

/// conv 3x3, conv 3x3, conv 2x2 of 32 channels, each followed by ReLU, max-pooling and batch normalisation;
/// then dense 64, ReLU, dropout, dense. 45,514 parameters for 130 x 13 x 1 and 10 genres. `rng` draws the
/// first weights. Throws Error{kData} when the chunks are too small for it.
nn::Network build_cnn3(nn::SampleShape input, std::size_t genres, const Cnn3Options& options, const Rng& rng);

}  // namespace mrec::genre
