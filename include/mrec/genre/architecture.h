#pragma once

#include <cstddef>
#include <string_view>

#include "mrec/core/rng.h"
#include "mrec/nn/network.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// The networks there are.
enum class Architecture {
  kCnn3,     ///< three layers of convolution, for chunks
  kSoftmax,  ///< softmax regression: one dense layer, for vectors
};

/// "cnn3" or "softmax".
const char* name_of(Architecture architecture);
/// Throws Error{kUsage} for another word.
Architecture architecture(std::string_view name);

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

/// The layer of build_softmax() whose output is one logit a genre.
inline constexpr const char* kSoftmaxLogitsLayer = "dense";

/// One dense layer over all numbers of the input. `rng` draws the first weights.
nn::Network build_softmax(nn::SampleShape input, std::size_t genres, const Rng& rng);

/// The layer whose output is one logit a genre.
const char* logits_layer(Architecture architecture);

}  // namespace mrec::genre
