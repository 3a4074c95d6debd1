#include "mrec/eval/evaluation.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "eval/ranked_items.h"
#include "mrec/eval/bootstrap.h"

namespace mrec::eval {
namespace {

using Items = std::span<const std::size_t>;

Matrix rows_of(const Matrix& matrix, Items items) {
  Matrix rows(static_cast<Eigen::Index>(items.size()), matrix.cols());
  for (std::size_t i = 0; i < items.size(); ++i) {
    rows.row(static_cast<Eigen::Index>(i)) = matrix.row(static_cast<Eigen::Index>(items[i]));
  }
  return rows;
}

/// The truth that an item is measured by once its verdict is known.
int truth_for(const Matrix& targets, Eigen::Index item, int verdict) {
  if (targets(item, verdict) > 0) return verdict;
  Eigen::Index first = 0;
  targets.row(item).maxCoeff(&first);
  return static_cast<int>(first);
}

std::vector<int> truths_of(const Judgements& judgements) {
  std::vector<int> truths;
  for (Eigen::Index i = 0; i < judgements.targets.rows(); ++i) {
    Eigen::Index verdict = 0;
    judgements.log_probabilities.row(i).maxCoeff(&verdict);
    truths.push_back(truth_for(judgements.targets, i, static_cast<int>(verdict)));
  }
  return truths;
}

std::vector<int> classes_of(std::span<const Verdict> verdicts) {
  std::vector<int> classes;
  for (const Verdict& verdict : verdicts) classes.push_back(verdict.verdict);
  return classes;
}

/// What may be said of a figure when every item is right, or none is: all draws are alike then, and say
/// nothing of how far that may be luck.
enum class WhenDegenerate {
  kWilson,   ///< the interval of a share
  kNothing,  ///< of figures that are no share of the items
};

/// Makes estimates of one set of items.
class Estimator {
 public:
  Estimator(const Judgements& judgements, std::uint64_t seed, const Workers& workers)
      : items_(clusters_of_one(static_cast<std::size_t>(judgements.targets.rows()))),
        artists_(clusters_by(judgements.artists)),
        seed_(seed),
        workers_(workers) {
    for (std::size_t i = 0; i < items_.size(); ++i) all_.push_back(i);
  }

  /// Nothing where the items do not define it.
  std::optional<Estimate> estimate(const Statistic& statistic, WhenDegenerate when) const {
    const std::optional<double> value = statistic(all_);
    if (!value) return std::nullopt;
    const auto interval = [&](const ItemClusters& clusters) -> std::optional<Interval> {
      if (clusters.empty()) return std::nullopt;
      if (*value != 0 && *value != 1) return bootstrap_interval(clusters, statistic, seed_, workers_);
      if (when == WhenDegenerate::kNothing) return std::nullopt;
      return wilson_interval(*value == 0 ? 0 : clusters.size(), clusters.size());
    };
    return Estimate{.value = *value, .by_items = interval(items_), .by_artists = interval(artists_)};
  }

 private:
  ItemClusters items_;
  ItemClusters artists_;
  std::vector<std::size_t> all_;
  std::uint64_t seed_;
  const Workers& workers_;
};

/// A figure of the confusion matrix of the drawn items.
Statistic of_confusion(const ClassEvaluation& evaluation, double (ConfusionMatrix::*figure)() const) {
  return [&evaluation, figure](Items items) -> std::optional<double> {
    if (items.empty()) return std::nullopt;
    ConfusionMatrix drawn(evaluation.confusion.classes());
    for (const std::size_t i : items) {
      drawn.add(static_cast<std::size_t>(evaluation.truths[i]),
                static_cast<std::size_t>(evaluation.verdicts[i].verdict));
    }
    return (drawn.*figure)();
  };
}

/// Mean over the classes of a figure of ranking.
Statistic of_ranking(const Judgements& judgements,
                     std::optional<double> (RankedItems::*figure)(Items) const) {
  return [ranked = RankedItems(judgements.log_probabilities, judgements.targets), figure](Items items) {
    return (ranked.*figure)(items);
  };
}

Statistic of_labels(const Matrix& probabilities, const Matrix& targets, double threshold,
                    double LabelFigures::*figure) {
  return [&probabilities, &targets, threshold, figure](Items items) -> std::optional<double> {
    if (items.empty()) return std::nullopt;
    return label_figures(rows_of(probabilities, items), rows_of(targets, items), threshold).*figure;
  };
}

}  // namespace

ClassEvaluation evaluate_classes(const Judgements& judgements, std::uint64_t seed, const Workers& workers) {
  ClassEvaluation evaluation;
  const Matrix& scores = judgements.log_probabilities;
  evaluation.truths = truths_of(judgements);
  evaluation.verdicts = verdicts_of(scores, evaluation.truths);
  evaluation.confusion =
      confusion(evaluation.truths, classes_of(evaluation.verdicts), static_cast<std::size_t>(scores.cols()));
  const Estimator estimator(judgements, seed, workers);
  const auto estimate = [&](double (ConfusionMatrix::*figure)() const) {
    return estimator.estimate(of_confusion(evaluation, figure), WhenDegenerate::kWilson).value_or(Estimate{});
  };
  evaluation.accuracy = estimate(&ConfusionMatrix::accuracy);
  evaluation.macro_recall = estimate(&ConfusionMatrix::macro_recall);
  evaluation.macro_auc =
      estimator.estimate(of_ranking(judgements, &RankedItems::macro_auc), WhenDegenerate::kNothing);
  evaluation.auc = roc_auc(scores, judgements.targets);
  evaluation.calibration = calibration_of(scores, evaluation.truths);
  return evaluation;
}

LabelEvaluation evaluate_labels(const Judgements& judgements, double threshold, std::uint64_t seed,
                                const Workers& workers) {
  LabelEvaluation evaluation;
  const Matrix probabilities = judgements.log_probabilities.array().exp();
  const Matrix& targets = judgements.targets;
  evaluation.figures = label_figures(probabilities, targets, threshold);
  const Estimator estimator(judgements, seed, workers);
  const auto estimate = [&](double LabelFigures::*figure) {
    return estimator.estimate(of_labels(probabilities, targets, threshold, figure), WhenDegenerate::kWilson)
        .value_or(Estimate{});
  };
  evaluation.micro_f1 = estimate(&LabelFigures::micro_f1);
  evaluation.macro_f1 = estimate(&LabelFigures::macro_f1);
  evaluation.subset_accuracy = estimate(&LabelFigures::subset_accuracy);
  evaluation.mean_average_precision = estimator.estimate(
      of_ranking(judgements, &RankedItems::macro_average_precision), WhenDegenerate::kNothing);
  evaluation.auc = roc_auc(judgements.log_probabilities, targets);
  evaluation.average_precision = average_precision(judgements.log_probabilities, targets);
  return evaluation;
}

CalibrationFigures calibration_of(const MatrixRef& log_probabilities, std::span<const int> truths) {
  CalibrationFigures figures{.log_loss = negative_log_likelihood(log_probabilities, truths),
                             .brier = brier_score(log_probabilities, truths),
                             .ece = 0,
                             .curve = reliability_curve(verdicts_of(log_probabilities, truths))};
  figures.ece = expected_calibration_error(figures.curve);
  return figures;
}

RejectionPoint rejection_at(std::span<const Verdict> verdicts, double threshold) {
  RejectionPoint point{.threshold = threshold};
  for (const Verdict& verdict : verdicts) {
    if (verdict.confidence < threshold) continue;
    ++point.accepted;
    point.right += verdict.right ? 1 : 0;
  }
  const auto share = [](std::size_t part, std::size_t of) {
    return of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of);
  };
  point.coverage = share(point.accepted, verdicts.size());
  point.accuracy = share(point.right, point.accepted);
  return point;
}

}  // namespace mrec::eval
