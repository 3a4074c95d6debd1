#include "mrec/classic/logistic.h"

#include <cmath>
#include <vector>

#include "classic/class_counts.h"
#include "classic/linear_model.h"
#include "classic/softmax_objective.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/nn/lbfgs.h"

namespace mrec::classic {

void LogisticOptions::validate() const {
  if (l2 > 0 && std::isfinite(l2)) return;
  throw Error(ErrorKind::kUsage, "--l2", "is out of range", "give a number above 0, such as 100");
}

LogisticFit learn_logistic(const Examples& examples, const LogisticOptions& options) {
  options.validate();
  const std::vector<int> present = present_classes(examples);
  const SoftmaxObjective objective(examples, present, options.l2);
  const auto interruptible = [&](std::span<const double> point, std::span<double> gradient) {
    throw_if_interrupted();
    return objective(point, gradient);
  };
  const nn::Minimum minimum = nn::minimise(interruptible, std::vector<double>(objective.dimensions()));
  const auto classes = std::ssize(present);
  const Eigen::Map<const SoftmaxObjective::Rows> kernel(minimum.point.data(), examples.vectors.cols(),
                                                        classes);
  const Eigen::Map<const Eigen::VectorXd> bias(minimum.point.data() + kernel.size(), classes);
  const double cross_entropy = minimum.value - options.l2 / 2 * kernel.squaredNorm();
  return {.model = spread_over_classes(kernel, bias, present, examples.classes),
          .iterations = minimum.iterations,
          .converged = minimum.converged,
          .loss = cross_entropy / objective.total_weight()};
}

}  // namespace mrec::classic
