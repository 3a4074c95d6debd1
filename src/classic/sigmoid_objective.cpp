#include "classic/sigmoid_objective.h"

#include "classic/label_counts.h"

namespace mrec::classic {
namespace {

using Rows = SigmoidObjective::Rows;

Rows weights_of(const LabelExamples& examples, const std::vector<int>& classes, const Rows& targets) {
  Rows weights = Rows::Ones(targets.rows(), targets.cols());
  for (Eigen::Index k = 0; k < targets.cols(); ++k) {
    const double positive = positive_weight(examples, classes[static_cast<std::size_t>(k)]);
    weights.col(k).array() += (positive - 1) * targets.col(k).array();
  }
  return weights;
}

}  // namespace

SigmoidObjective::SigmoidObjective(const LabelExamples& examples, const std::vector<int>& classes, double l2)
    : vectors_(examples.vectors.cast<double>()),
      targets_(examples.targets(Eigen::all, classes).cast<double>()),
      weights_(weights_of(examples, classes, targets_)),
      l2_(l2) {}

std::size_t SigmoidObjective::dimensions() const {
  return static_cast<std::size_t>((vectors_.cols() + 1) * targets_.cols());
}

double SigmoidObjective::operator()(std::span<const double> point, std::span<double> gradient) const {
  const Eigen::Index inputs = vectors_.cols();
  const Eigen::Index classes = targets_.cols();
  const Eigen::Map<const Rows> kernel(point.data(), inputs, classes);
  const Eigen::Map<const Eigen::RowVectorXd> bias(point.data() + kernel.size(), classes);
  const Rows logits = (vectors_ * kernel).rowwise() + bias;
  // The exponent is never above 0, so that nothing overflows.
  const Rows shrunk = (-logits.array().abs()).exp();
  const Rows losses =
      logits.array().max(0.0) - logits.array() * targets_.array() + (1 + shrunk.array()).log();
  const double loss = losses.cwiseProduct(weights_).sum();
  const Rows shares = (logits.array() >= 0).select(1.0, shrunk.array()) / (1 + shrunk.array());
  const Rows errors = (shares - targets_).cwiseProduct(weights_);
  Eigen::Map<Rows>(gradient.data(), inputs, classes).noalias() = vectors_.transpose() * errors;
  Eigen::Map<Rows>(gradient.data(), inputs, classes) += l2_ * kernel;
  Eigen::Map<Eigen::RowVectorXd>(gradient.data() + kernel.size(), classes) = errors.colwise().sum();
  return loss + l2_ / 2 * kernel.squaredNorm();
}

}  // namespace mrec::classic
