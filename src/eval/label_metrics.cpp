#include "mrec/eval/label_metrics.h"

#include <cassert>

namespace mrec::eval {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Counts one item in every class; whether its labels are all right.
bool count_item(const MatrixRef& targets, const MatrixRef& given, std::vector<LabelCounts>& classes) {
  bool all_right = true;
  for (std::size_t of = 0; of < classes.size(); ++of) {
    const bool truth = targets(0, static_cast<Eigen::Index>(of)) != 0;
    const bool verdict = given(0, static_cast<Eigen::Index>(of)) != 0;
    classes[of].hits += truth && verdict ? 1 : 0;
    classes[of].false_alarms += verdict && !truth ? 1 : 0;
    classes[of].misses += truth && !verdict ? 1 : 0;
    all_right = all_right && truth == verdict;
  }
  return all_right;
}

}  // namespace

double LabelCounts::precision() const {
  return share(hits, hits + false_alarms);
}

double LabelCounts::recall() const {
  return share(hits, hits + misses);
}

double LabelCounts::f1() const {
  return share(2 * hits, 2 * hits + false_alarms + misses);
}

LabelFigures label_figures(const MatrixRef& probabilities, const MatrixRef& targets, double threshold) {
  assert(probabilities.rows() == targets.rows() && probabilities.cols() == targets.cols());
  assert(!probabilities.hasNaN());
  assert((targets.array() == 0 || targets.array() == 1).all());
  const Matrix given = (probabilities.cast<double>().array() >= threshold).cast<float>();
  LabelFigures figures;
  figures.classes.resize(static_cast<std::size_t>(targets.cols()));
  std::size_t all_right = 0;
  for (Eigen::Index i = 0; i < targets.rows(); ++i) {
    all_right += count_item(targets.row(i), given.row(i), figures.classes) ? 1 : 0;
  }
  figures.subset_accuracy = share(all_right, static_cast<std::size_t>(targets.rows()));
  LabelCounts sum;
  std::size_t seen = 0;
  for (const LabelCounts& of : figures.classes) {
    sum.hits += of.hits;
    sum.false_alarms += of.false_alarms;
    sum.misses += of.misses;
    seen += of.hits + of.false_alarms + of.misses > 0 ? 1 : 0;
    figures.macro_f1 += of.f1();
  }
  figures.micro_f1 = sum.f1();
  if (seen > 0) figures.macro_f1 /= static_cast<double>(seen);
  return figures;
}

}  // namespace mrec::eval
