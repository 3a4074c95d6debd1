#include "mrec/genre/softmax_regression.h"

#include <cassert>
#include <cmath>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/nn/lbfgs.h"

namespace mrec::genre {
namespace {

using Rows = SoftmaxObjective::Rows;

Rows one_hot(std::span<const int> labels, int classes) {
  Rows truth = Rows::Zero(static_cast<Eigen::Index>(labels.size()), classes);
  for (std::size_t i = 0; i < labels.size(); ++i) truth(static_cast<Eigen::Index>(i), labels[i]) = 1;
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

void SoftmaxOptions::validate() const {
  if (l2 > 0 && std::isfinite(l2)) return;
  throw Error(ErrorKind::kUsage, "--l2", "is out of range", "give a number above 0, such as 100");
}

SoftmaxObjective::SoftmaxObjective(const nn::Tensor& vectors, std::span<const int> labels, int classes,
                                   double l2)
    : truth_(one_hot(labels, classes)), l2_(l2) {
  assert(labels.size() == vectors.samples());
  const MatrixRef floats = Eigen::Map<const Matrix>(vectors.values().data(), truth_.rows(),
                                                    static_cast<Eigen::Index>(vectors.shape().size()));
  vectors_ = floats.cast<double>();
}

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
  scores = scores.array().exp() - truth_.array();
  Eigen::Map<Rows>(gradient.data(), inputs, classes).noalias() = vectors_.transpose() * scores;
  Eigen::Map<Rows>(gradient.data(), inputs, classes) += l2_ * kernel;
  Eigen::Map<Eigen::RowVectorXd>(gradient.data() + kernel.size(), classes) = scores.colwise().sum();
  return loss + l2_ / 2 * kernel.squaredNorm();
}

SoftmaxWeights learn_softmax(const nn::Tensor& vectors, std::span<const int> labels, int classes,
                             const SoftmaxOptions& options) {
  options.validate();
  const SoftmaxObjective objective(vectors, labels, classes, options.l2);
  const auto interruptible = [&](std::span<const double> point, std::span<double> gradient) {
    throw_if_interrupted();
    return objective(point, gradient);
  };
  const nn::Minimum minimum = nn::minimise(interruptible, std::vector<double>(objective.dimensions()));
  const auto bias = minimum.point.end() - classes;
  SoftmaxWeights weights{.kernel = {minimum.point.begin(), bias},
                         .bias = {bias, minimum.point.end()},
                         .iterations = minimum.iterations,
                         .converged = minimum.converged,
                         .loss = minimum.value};
  double squares = 0;
  for (auto weight = minimum.point.begin(); weight != bias; ++weight) squares += *weight * *weight;
  weights.loss = (minimum.value - options.l2 / 2 * squares) / static_cast<double>(labels.size());
  return weights;
}

}  // namespace mrec::genre
