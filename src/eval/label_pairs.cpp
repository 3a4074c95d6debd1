#include "mrec/eval/label_pairs.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::eval {

LabelPairs label_pairs(const MatrixRef& probabilities, const MatrixRef& targets) {
  assert(probabilities.rows() == targets.rows() && probabilities.cols() == targets.cols());
  constexpr float kHalfDigit = 0x1p-25F;
  LabelPairs pairs{.log_probabilities = Matrix(probabilities.size(), 2), .truths = {}};
  for (Eigen::Index item = 0; item < probabilities.rows(); ++item) {
    for (Eigen::Index label = 0; label < probabilities.cols(); ++label) {
      const float p = probabilities(item, label);
      assert(p >= 0 && p <= 1);
      pairs.log_probabilities.row(std::ssize(pairs.truths)) << std::log(std::max(1 - p, kHalfDigit)),
          std::log(p);
      pairs.truths.push_back(targets(item, label) != 0 ? 1 : 0);
    }
  }
  return pairs;
}

std::vector<Verdict> pair_verdicts(const MatrixRef& log_probabilities, std::span<const int> truths) {
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const double p = std::exp(static_cast<double>(log_probabilities(static_cast<Eigen::Index>(i), 1)));
    verdicts.push_back({.verdict = 1, .confidence = std::min(p, 1.0), .right = truths[i] == 1});
  }
  return verdicts;
}

}  // namespace mrec::eval
