#include "mrec/eval/cross_fitting.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "mrec/eval/calibration.h"
#include "mrec/eval/rejection.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {
namespace {

/// Some of the items.
struct Part {
  std::vector<std::size_t> items;  ///< their numbers
  Matrix log_probabilities;
  std::vector<int> truths;
};

Part part_of(const MatrixRef& log_probabilities, std::span<const int> truths,
             std::vector<std::size_t> items) {
  Part part{.items = std::move(items), .log_probabilities = {}, .truths = {}};
  part.log_probabilities.resize(std::ssize(part.items), log_probabilities.cols());
  for (std::size_t i = 0; i < part.items.size(); ++i) {
    part.log_probabilities.row(static_cast<Eigen::Index>(i)) =
        log_probabilities.row(static_cast<Eigen::Index>(part.items[i]));
    part.truths.push_back(truths[part.items[i]]);
  }
  return part;
}

/// The items of a fold.
Part own_part(const MatrixRef& log_probabilities, std::span<const int> truths,
              std::span<const std::size_t> folds, std::size_t fold) {
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < folds.size(); ++i) {
    if (folds[i] == fold) items.push_back(i);
  }
  return part_of(log_probabilities, truths, std::move(items));
}

/// What is fitted on for a fold: the items of all others, of those that count.
Part other_part(const MatrixRef& log_probabilities, std::span<const int> truths,
                std::span<const std::size_t> folds, std::size_t fold, const std::vector<bool>& fitted_on) {
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < folds.size(); ++i) {
    if (folds[i] != fold && (fitted_on.empty() || fitted_on[i])) items.push_back(i);
  }
  return part_of(log_probabilities, truths, std::move(items));
}

double mean_confidence(const MatrixRef& log_probabilities, std::span<const int> truths, double temperature) {
  double sum = 0;
  for (const Verdict& verdict : verdicts_of(at_temperature(log_probabilities, temperature), truths)) {
    sum += verdict.confidence;
  }
  return sum / static_cast<double>(truths.size());
}

/// Mean confidence falls as the temperature rises.
double temperature_for_confidence(const MatrixRef& log_probabilities, std::span<const int> truths,
                                  double confidence) {
  double low = 0.05;  // as best_temperature()
  double high = 1;
  if (mean_confidence(log_probabilities, truths, high) >= confidence) return high;
  constexpr int kSteps = 40;
  for (int step = 0; step < kSteps; ++step) {
    const double middle = (low + high) / 2;
    (mean_confidence(log_probabilities, truths, middle) >= confidence ? low : high) = middle;
  }
  return low;
}

}  // namespace

double bounded_temperature(const MatrixRef& log_probabilities, std::span<const int> truths) {
  if (truths.empty()) return 1;
  const std::vector<Verdict> verdicts = verdicts_of(log_probabilities, truths);
  if (!std::ranges::all_of(verdicts, &Verdict::right)) return best_temperature(log_probabilities, truths);
  const auto n = static_cast<double>(truths.size());
  return temperature_for_confidence(log_probabilities, truths, (n + 1) / (n + 2));
}

Matrix cross_fitted(const MatrixRef& log_probabilities, std::span<const int> truths,
                    std::span<const std::size_t> folds, const std::vector<bool>& fitted_on) {
  assert(truths.size() == folds.size());
  Matrix fitted(log_probabilities.rows(), log_probabilities.cols());
  for (const std::size_t fold : std::set<std::size_t>(folds.begin(), folds.end())) {
    const Part others = other_part(log_probabilities, truths, folds, fold, fitted_on);
    const Part own = own_part(log_probabilities, truths, folds, fold);
    const double temperature = bounded_temperature(others.log_probabilities, others.truths);
    const Matrix at = at_temperature(own.log_probabilities, temperature);
    for (std::size_t i = 0; i < own.items.size(); ++i) {
      fitted.row(static_cast<Eigen::Index>(own.items[i])) = at.row(static_cast<Eigen::Index>(i));
    }
  }
  return fitted;
}

std::vector<bool> cross_fitted_acceptance(const MatrixRef& log_probabilities, std::span<const int> truths,
                                          std::span<const std::size_t> folds, double least_accuracy,
                                          Temperature applied, const std::vector<bool>& fitted_on) {
  assert(truths.size() == folds.size());
  std::vector<bool> accepted(truths.size());
  for (const std::size_t fold : std::set<std::size_t>(folds.begin(), folds.end())) {
    const Part others = other_part(log_probabilities, truths, folds, fold, fitted_on);
    const Part own = own_part(log_probabilities, truths, folds, fold);
    const double temperature =
        applied == Temperature::kFitted ? bounded_temperature(others.log_probabilities, others.truths) : 1;
    const auto curve =
        rejection_curve(verdicts_of(at_temperature(others.log_probabilities, temperature), others.truths));
    const double threshold = threshold_for_accuracy(curve, least_accuracy).point.threshold;
    const auto verdicts = verdicts_of(at_temperature(own.log_probabilities, temperature), own.truths);
    for (std::size_t i = 0; i < own.items.size(); ++i) {
      accepted[own.items[i]] = verdicts[i].confidence >= threshold;
    }
  }
  return accepted;
}

}  // namespace mrec::eval
