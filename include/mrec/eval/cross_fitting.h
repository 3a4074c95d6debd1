#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// Calibration that is judged by items it was not fitted on: what is fitted on the items of all other folds
/// is applied to those of a fold. `folds` holds a number an item; log-probabilities and truths are as in
/// calibration.h.

/// best_temperature(), but 1 where the items set it no lower bound because all of their verdicts are right,
/// and for none.
double bounded_temperature(const MatrixRef& log_probabilities, std::span<const int> truths);

/// Every item at the bounded_temperature() of the other folds' items; of one fold only they stay as they are.
Matrix cross_fitted(const MatrixRef& log_probabilities, std::span<const int> truths,
                    std::span<const std::size_t> folds);

/// Whether every item is accepted by the threshold that threshold_for_accuracy() chooses on the other folds'
/// items, at their temperature. Where there is one fold only all are.
std::vector<bool> cross_fitted_acceptance(const MatrixRef& log_probabilities, std::span<const int> truths,
                                          std::span<const std::size_t> folds, double least_accuracy);

}  // namespace mrec::eval
