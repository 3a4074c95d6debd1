#include "mrec/eval/verdict.h"

#include <cassert>
#include <cstddef>

#include "eval/relative_logarithms.h"

namespace mrec::eval {

std::vector<Verdict> verdicts_of(const MatrixRef& log_probabilities, std::span<const int> truths) {
  assert(static_cast<std::size_t>(log_probabilities.rows()) == truths.size());
  const LogMatrix relative = relative_logarithms(log_probabilities);
  std::vector<Verdict> verdicts(truths.size());
  for (std::size_t i = 0; i < truths.size(); ++i) {
    const auto row = relative.row(static_cast<Eigen::Index>(i));
    Eigen::Index best = 0;
    for (Eigen::Index of = 1; of < row.size(); ++of) best = row[of] > row[best] ? of : best;
    // The largest of the row stands at 0, so its probability is 1 / sum.
    verdicts[i] = {
        .verdict = static_cast<int>(best), .confidence = 1 / row.exp().sum(), .right = best == truths[i]};
  }
  return verdicts;
}

}  // namespace mrec::eval
