#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "mrec/classic/vector_model.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/core/safetensors.h"
#include "mrec/genre/architecture.h"
#include "mrec/genre/standardisation.h"
#include "mrec/genre/track_input.h"
#include "mrec/nn/network.h"

namespace mrec::genre {

/// What one judge of a classifier was built for.
struct MemberDesign {
  Architecture architecture = Architecture::kCnn3;
  TrackInput input = TrackInput::kClip;
  nn::SampleShape shape = {};   ///< of a sample: frames x coefficients x 1, or 1 x numbers x 1
  NetworkOptions network = {};  ///< of networks only
  double weight = 1;            ///< of its probabilities in the blend
  /// Of networks: TrainOptions::learning_rate of the training that drew the weights; older files do not say.
  std::optional<double> learning_rate = std::nullopt;
};

/// What is said of the samples of a track.
struct Prediction {
  Matrix scores;      ///< (samples x genres) log-probabilities; of a multi-label model logits, one a genre
  Matrix embeddings;  ///< (samples x 64) of networks; of vectors these themselves
};

/// One judge: standardisation, and a network or a traditional model.
class Member {
 public:
  using Model = std::variant<nn::Network, std::unique_ptr<classic::VectorModel>>;

  Member(MemberDesign design, Standardisation standardisation, Model model)
      : design_(std::move(design)), standardisation_(std::move(standardisation)), model_(std::move(model)) {}

  const MemberDesign& design() const { return design_; }
  const Standardisation& standardisation() const { return standardisation_; }
  MemberDesign& design() { return design_; }
  /// Null where it is no network.
  const nn::Network* network() const { return std::get_if<nn::Network>(&model_); }

  /// `samples` are as InputMaker gives them. Throws Error{kData} when they are of another shape, or when a
  /// number that comes out is not finite. Thread-safe.
  Prediction predict(const nn::Tensor& samples, bool multi_label, const Workers& workers) const;

  /// All arrays, the standardisation's too.
  std::vector<NamedTensor> state() const;

 private:
  MemberDesign design_;
  Standardisation standardisation_;
  Model model_;
};

/// From what state() gave; `multi_label` as the classifier is. Throws Error{kFormat} naming the tensor that
/// is missing, of another shape, not finite or left over.
Member load_member(const MemberDesign& design, std::vector<NamedTensor> state, std::size_t genres,
                   bool multi_label);

}  // namespace mrec::genre
