#include "classic/softmax_objective.h"

#include <algorithm>
#include <cmath>

#include "classic/class_counts.h"

namespace mrec::classic {
namespace {

using Rows = SoftmaxObjective::Rows;

Rows weighted_truth(const Examples& examples, const std::vector<int>& present) {
  Rows truth = Rows::Zero(examples.vectors.rows(), std::ssize(present));
  for (std::size_t i = 0; i < examples.labels.size(); ++i) {
    const int label = examples.labels[i];
    const auto column = std::ranges::lower_bound(present, label) - present.begin();
    truth(static_cast<Eigen::Index>(i), column) = class_weight(examples, label);
  }
  return truth;
}

/// Natural logarithms of the softmax of every row, in place of it.
void log_softmax(Rows& logits) {
  for (Eigen::Index i = 0; i < logits.rows(); ++i) {
    auto row = logits.row(i).array();
    row -= row.maxCoeff();
    row -= std::log(row.exp().sum());
  }
}

}  // namespace

SoftmaxObjective::SoftmaxObjective(const Examples& examples, const std::vector<int>& present, double l2)
    : vectors_(examples.vectors.cast<double>()),
      truth_(weighted_truth(examples, present)),
      weights_(truth_.rowwise().sum()),
      l2_(l2) {}

std::size_t SoftmaxObjective::dimensions() const {
  return static_cast<std::size_t>((vectors_.cols() + 1) * truth_.cols());
}

double SoftmaxObjective::operator()(std::span<const double> point, std::span<double> gradient) const {
  const Eigen::Index inputs = vectors_.cols();
  const Eigen::Index classes = truth_.cols();
  const Eigen::Map<const Rows> kernel(point.data(), inputs, classes);
  const Eigen::Map<const Eigen::RowVectorXd> bias(point.data() + kernel.size(), classes);
  Rows scores = (vectors_ * kernel).rowwise() + bias;
  log_softmax(scores);
  const double loss = -scores.cwiseProduct(truth_).sum();
  scores = weights_.asDiagonal() * scores.array().exp().matrix() - truth_;
  Eigen::Map<Rows>(gradient.data(), inputs, classes).noalias() = vectors_.transpose() * scores;
  Eigen::Map<Rows>(gradient.data(), inputs, classes) += l2_ * kernel;
  Eigen::Map<Eigen::RowVectorXd>(gradient.data() + kernel.size(), classes) = scores.colwise().sum();
  return loss + l2_ / 2 * kernel.squaredNorm();
}

}  // namespace mrec::classic
