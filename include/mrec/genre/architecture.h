#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/nn/network.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// What a genre is told by: networks, which learn from chunks or windows of a sound (or from vectors), and
/// the traditional methods of the module `classic`, which learn from one vector a track.
enum class Architecture {
  kCnn3,      ///< three convolutions on log-mel windows
  kCourse,    ///< three convolutions on MFCC chunks, as in the widely used course
  kMlp,       ///< dense layers
  kRnn,       ///< two recurrent layers (GRU) over the frames
  kLogistic,  ///< softmax regression
  kLda,       ///< linear discriminant analysis with shrinkage
  kSvm,       ///< support vector machine, RBF kernel
  kKnn,       ///< the nearest neighbours vote
};

/// "cnn3", "course", "mlp", "rnn", "logistic", "lda", "svm" or "knn".
const char* name_of(Architecture architecture);
/// Throws Error{kUsage} for another word.
Architecture architecture(std::string_view name);
/// All of their names, in the order above.
std::vector<std::string> architecture_names();

/// Whether it is a network that learns by epochs.
bool is_network(Architecture architecture);

/// Whether it can tell of a track that it is of several genres: all but lda, whose
/// genres share the tracks among them.
bool learns_several_genres(Architecture architecture);
/// The names of those that can.
std::vector<std::string> names_for_several_genres();

/// What of a network may be chosen.
struct NetworkOptions {
  int third_pool = 2;    ///< course: size of the third pooling window; the paper has 3
  double dropout = 0.3;  ///< share of the units before the last layer that is dropped in training
  /// course: nn::BatchNormOptions::debiased; false is plain batch norm as in the course's code
  bool debiased_norm = true;
};

/// The layer of every network whose output is the sample's embedding: 64 numbers, not negative.
inline constexpr const char* kEmbeddingLayer = "relu4";
inline constexpr int kEmbeddingSize = 64;
/// The layer of every network whose output is one logit a genre.
inline constexpr const char* kLogitsLayer = "dense2";

/// cnn3: three times conv 3x3, max-pooling 2x2, batch normalisation, ReLU, with 16, 32 and 32 channels, the
/// first with stride 2; then mean, maximum and standard deviation over time of every place left on the
/// frequency axis. 40,186 parameters for 128 x 64 x 1 and 10 genres. course: conv 3x3, conv 3x3, conv 2x2 of
/// 32 channels, each followed by ReLU, max-pooling and batch normalisation; 45,514 parameters for 130 x 13 x
/// 1 and 10 genres. mlp: dense 256. rnn: two GRU of 64 units, the last state of the second. All end in dense
/// 64, ReLU, dropout, dense. `rng` draws the first weights, those of cnn3 by fan-in, the others' by Glorot.
/// Throws Error{kData} when the samples are too small for it. Only for networks.
nn::Network build_network(Architecture architecture, nn::SampleShape input, std::size_t genres,
                          const NetworkOptions& options, const Rng& rng);

}  // namespace mrec::genre
