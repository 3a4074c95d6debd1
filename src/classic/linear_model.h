#pragma once

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// Bias of a class without examples: no logit comes near, and it stays finite.
inline constexpr float kImpossibleLogit = -1e30F;

/// How logits become probabilities.
enum class Link {
  kSoftmax,  ///< of classes that exclude each other
  kSigmoid,  ///< each for itself
};

/// log softmax(vector * kernel + bias), or log sigmoid.
class LinearModel final : public VectorModel {
 public:
  /// `kernel` is (numbers x classes), `bias` of one number a class.
  LinearModel(Matrix kernel, Vector bias, Link link = Link::kSoftmax);

  Matrix log_probabilities(const MatrixRef& vectors) const override;
  std::vector<NamedTensor> state() const override;

 private:
  Matrix kernel_;
  Vector bias_;
  Link link_;
};

/// A model of all classes from one of the `present` alone, columns in their order; the others get
/// kImpossibleLogit.
std::unique_ptr<LinearModel> spread_over_classes(const Eigen::MatrixXd& kernel, const Eigen::VectorXd& bias,
                                                 const std::vector<int>& present, int classes);

std::unique_ptr<VectorModel> load_linear(std::vector<NamedTensor> state, std::size_t dimensions,
                                         std::size_t classes, Link link = Link::kSoftmax);

}  // namespace mrec::classic
