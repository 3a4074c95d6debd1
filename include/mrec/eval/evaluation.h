#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/eval/calibration.h"
#include "mrec/eval/confidence.h"
#include "mrec/eval/label_metrics.h"
#include "mrec/eval/metrics.h"
#include "mrec/eval/ranking_metrics.h"
#include "mrec/eval/rejection.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {

/// What a model said of items, and what is true of them.
struct Judgements {
  Matrix log_probabilities;  ///< (items x classes), under the rules of verdicts_of()
  Matrix targets;            ///< (items x classes) 1 or 0; every item has a class or more
  /// A number for each item's artist, or empty where none is known.
  std::vector<std::size_t> artists = {};
};

/// A figure with its intervals; by artists, who are drawn with all their items.
struct Estimate {
  double value = 0;
  std::optional<Interval> by_items = {};  ///< 95 %, bootstrap; nothing where too few draws define the figure
  std::optional<Interval> by_artists = {};
};

/// How far probabilities can be taken at their word.
struct CalibrationFigures {
  double log_loss = 0;  ///< mean of -log(probability of the truth), nats
  double brier = 0;
  double ece = 0;
  std::vector<ReliabilityBin> curve;
};

/// How good a model is that gives every item one class. An item of several classes is judged rightly when it
/// is given one of them; else its first stands for the truth.
struct ClassEvaluation {
  std::vector<int> truths;
  std::vector<Verdict> verdicts;
  ConfusionMatrix confusion{0};
  Estimate accuracy;
  Estimate macro_recall;
  std::optional<Estimate> macro_auc;  ///< nothing where no class has both items and others
  ClassFigures auc;
  CalibrationFigures calibration;
};

/// How good a model is that gives every item the classes that it finds at least as likely as not.
struct LabelEvaluation {
  LabelFigures figures;
  Estimate micro_f1;
  Estimate macro_f1;
  Estimate subset_accuracy;
  std::optional<Estimate> mean_average_precision;  ///< over classes; nothing for no items
  ClassFigures auc;
  ClassFigures average_precision;
};

/// Where every item is right, or none, all draws are alike: the intervals then are Wilson's, of so many items
/// or artists, and areas under curves have none. The same seed gives the same figures at any number of
/// threads.
ClassEvaluation evaluate_classes(const Judgements& judgements, std::uint64_t seed, const Workers& workers);

/// Of probabilities that stand each for itself; `log_probabilities` then need not be of one whole. A class is
/// given from `threshold` on.
LabelEvaluation evaluate_labels(const Judgements& judgements, double threshold, std::uint64_t seed,
                                const Workers& workers);

/// Of verdicts on classes; all figures are 0 for none.
CalibrationFigures calibration_of(const MatrixRef& log_probabilities, std::span<const int> truths);

/// What a threshold of confidence gives: a verdict of less is "unknown".
RejectionPoint rejection_at(std::span<const Verdict> verdicts, double threshold);

}  // namespace mrec::eval
