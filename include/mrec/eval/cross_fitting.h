#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// Calibration that is judged by items it was not fitted on: what is fitted on the items of all other folds
/// is applied to those of a fold. `folds` holds a number an item; log-probabilities and truths are as in
/// calibration.h. `fitted_on` says of each item whether anything is fitted on it, empty: on all. What is
/// fitted on the others is applied to all items: one that a model could not know would decide alone what is
/// fitted.

/// best_temperature(), but for items whose verdicts are all right, which no temperature is too low for: of
/// these the one at which the mean confidence is what Laplace's rule of succession expects of n hits in n
/// trials, (n + 1) / (n + 2), and never more than 1. 1 for no items.
double bounded_temperature(const MatrixRef& log_probabilities, std::span<const int> truths);

/// Every item at the bounded_temperature() of the other folds' items; of one fold only they stay as they are.
Matrix cross_fitted(const MatrixRef& log_probabilities, std::span<const int> truths,
                    std::span<const std::size_t> folds, const std::vector<bool>& fitted_on = {});

/// What is applied to the items of a fold.
enum class Temperature {
  kFitted,  ///< that of the other folds' items
  kOne,     ///< none
};

/// Whether every item is accepted by the threshold that threshold_for_accuracy() chooses on the other folds'
/// items, at their temperature, or as they are. Where there is one fold only all are.
std::vector<bool> cross_fitted_acceptance(const MatrixRef& log_probabilities, std::span<const int> truths,
                                          std::span<const std::size_t> folds, double least_accuracy,
                                          Temperature applied = Temperature::kFitted,
                                          const std::vector<bool>& fitted_on = {});

}  // namespace mrec::eval
