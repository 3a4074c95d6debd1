#include "eval/relative_logarithms.h"

#include <cassert>

namespace mrec::eval {

LogMatrix relative_logarithms(const MatrixRef& log_probabilities) {
  constexpr double kLeast = -103.27892990343185;  // log(2^-149)
  assert(!log_probabilities.hasNaN());
  LogMatrix relative = log_probabilities.cast<double>();
  if (relative.size() == 0) return relative;
  const Eigen::ArrayXd largest = relative.rowwise().maxCoeff();
  assert(largest.allFinite());
  relative.colwise() -= largest;
  return relative.max(kLeast);
}

}  // namespace mrec::eval
