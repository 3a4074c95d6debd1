#include "mrec/eval/ranking_metrics.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace mrec::eval {
namespace {

/// Items with one score.
struct Tie {
  std::size_t positives = 0;
  std::size_t negatives = 0;
};

/// The items of one class's column, the highest score first.
std::vector<Tie> ranking(const MatrixRef& scores, const MatrixRef& targets, Eigen::Index of) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(scores.rows()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, std::ranges::greater{}, [&](Eigen::Index i) { return scores(i, of); });
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || scores(order[i], of) != scores(order[i - 1], of)) ties.emplace_back();
    ++(targets(order[i], of) != 0 ? ties.back().positives : ties.back().negatives);
  }
  return ties;
}

Tie total(const std::vector<Tie>& ties) {
  Tie sum;
  for (const Tie& tie : ties) {
    sum.positives += tie.positives;
    sum.negatives += tie.negatives;
  }
  return sum;
}

std::optional<double> area(const std::vector<Tie>& ties) {
  const Tie all = total(ties);
  if (all.positives == 0 || all.negatives == 0) return std::nullopt;
  // Mann and Whitney's U, twice over, so that halves are whole.
  std::size_t doubled = 0;
  std::size_t negatives_below = all.negatives;
  for (const Tie& tie : ties) {
    negatives_below -= tie.negatives;
    doubled += tie.positives * (2 * negatives_below + tie.negatives);
  }
  return static_cast<double>(doubled) / 2 / static_cast<double>(all.positives) /
         static_cast<double>(all.negatives);
}

std::optional<double> mean_precision(const std::vector<Tie>& ties) {
  const Tie all = total(ties);
  if (all.positives == 0) return std::nullopt;
  double sum = 0;
  Tie above;
  for (const Tie& tie : ties) {
    above.positives += tie.positives;
    above.negatives += tie.negatives;
    sum += static_cast<double>(tie.positives) * static_cast<double>(above.positives) /
           static_cast<double>(above.positives + above.negatives);
  }
  return sum / static_cast<double>(all.positives);
}

template <class Figure>
ClassFigures by_class(const MatrixRef& scores, const MatrixRef& targets, Figure figure) {
  assert(scores.rows() == targets.rows() && scores.cols() == targets.cols());
  assert(!scores.hasNaN());
  assert((targets.array() == 0 || targets.array() == 1).all());
  ClassFigures figures;
  for (Eigen::Index of = 0; of < scores.cols(); ++of) figures.push_back(figure(ranking(scores, targets, of)));
  return figures;
}

}  // namespace

Matrix one_hot(std::span<const int> truths, std::size_t classes) {
  Matrix targets = Matrix::Zero(static_cast<Eigen::Index>(truths.size()), static_cast<Eigen::Index>(classes));
  for (std::size_t i = 0; i < truths.size(); ++i) {
    assert(truths[i] >= 0 && static_cast<std::size_t>(truths[i]) < classes);
    targets(static_cast<Eigen::Index>(i), truths[i]) = 1;
  }
  return targets;
}

ClassFigures roc_auc(const MatrixRef& scores, const MatrixRef& targets) {
  return by_class(scores, targets, area);
}

ClassFigures average_precision(const MatrixRef& scores, const MatrixRef& targets) {
  return by_class(scores, targets, mean_precision);
}

std::optional<double> macro_mean(const ClassFigures& figures) {
  double sum = 0;
  std::size_t defined = 0;
  for (const auto& figure : figures) {
    sum += figure.value_or(0);
    defined += figure ? 1 : 0;
  }
  if (defined == 0) return std::nullopt;
  return sum / static_cast<double>(defined);
}

}  // namespace mrec::eval
