#include "mrec/classic/logistic.h"

#include <cmath>
#include <vector>

#include "classic/class_counts.h"
#include "classic/label_counts.h"
#include "classic/linear_model.h"
#include "classic/sigmoid_objective.h"
#include "classic/softmax_objective.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/nn/lbfgs.h"

namespace mrec::classic {
namespace {

using Rows = SoftmaxObjective::Rows;

/// The least of an objective whose point is a kernel and a bias a class.
struct LinearMinimum {
  Eigen::MatrixXd kernel;
  Eigen::VectorXd bias;
  LogisticFit fit;  ///< without the model
};

template <class Objective>
LinearMinimum minimise_linear(const Objective& objective, Eigen::Index inputs, Eigen::Index classes,
                              double l2) {
  const auto interruptible = [&](std::span<const double> point, std::span<double> gradient) {
    throw_if_interrupted();
    return objective(point, gradient);
  };
  const nn::Minimum minimum = nn::minimise(interruptible, std::vector<double>(objective.dimensions()));
  const Eigen::Map<const Rows> kernel(minimum.point.data(), inputs, classes);
  const Eigen::Map<const Eigen::VectorXd> bias(minimum.point.data() + kernel.size(), classes);
  const double cross_entropy = minimum.value - l2 / 2 * kernel.squaredNorm();
  return {.kernel = kernel,
          .bias = bias,
          .fit = {.model = nullptr,
                  .iterations = minimum.iterations,
                  .converged = minimum.converged,
                  .loss = cross_entropy / objective.total_weight()}};
}

}  // namespace

void LogisticOptions::validate() const {
  if (l2 > 0 && std::isfinite(l2)) return;
  throw Error(ErrorKind::kUsage, "--l2", "is out of range", "give a number above 0, such as 100");
}

LogisticFit learn_logistic(const Examples& examples, const LogisticOptions& options) {
  options.validate();
  const std::vector<int> present = present_classes(examples);
  const SoftmaxObjective objective(examples, present, options.l2);
  LinearMinimum minimum =
      minimise_linear(objective, examples.vectors.cols(), std::ssize(present), options.l2);
  minimum.fit.model = spread_over_classes(minimum.kernel, minimum.bias, present, examples.classes);
  return std::move(minimum.fit);
}

LogisticFit learn_logistic(const LabelExamples& examples, const LogisticOptions& options) {
  options.validate();
  const LabelCounts counts = count_labels(examples);
  const std::vector<int> mixed = counts.mixed();
  Matrix kernel = Matrix::Zero(examples.vectors.cols(), examples.targets.cols());
  Vector bias(examples.targets.cols());
  for (Eigen::Index label = 0; label < bias.size(); ++label) {
    const double share = prior_share(examples, counts, label);
    bias(label) = static_cast<float>(std::log(share / (1 - share)));
  }
  LogisticFit fit{.model = nullptr, .converged = true};
  if (!mixed.empty()) {
    const SigmoidObjective objective(examples, mixed, options.l2);
    LinearMinimum minimum = minimise_linear(objective, kernel.rows(), std::ssize(mixed), options.l2);
    kernel(Eigen::all, mixed) = minimum.kernel.cast<float>();
    bias(mixed) = minimum.bias.cast<float>();
    fit = std::move(minimum.fit);
  }
  fit.model = std::make_unique<LinearModel>(std::move(kernel), std::move(bias), Link::kSigmoid);
  return fit;
}

}  // namespace mrec::classic
