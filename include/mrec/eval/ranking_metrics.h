#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// How well scores put the items of a class before the others, whatever the threshold. Scores and targets are
/// (items x classes); a target is 1 for an item of the class, else 0, and an item may have several. Only the
/// order of the scores within a class counts, so log-probabilities do as well. No score may be NaN.

/// A figure a class; nothing where the items do not define it.
using ClassFigures = std::vector<std::optional<double>>;

/// Targets of items with one class each.
Matrix one_hot(std::span<const int> truths, std::size_t classes);

/// Area under the ROC curve, one class against the rest: the chance that an item of the class scores above
/// one of the others, where equals count half (Hanley and McNeil 1982). Nothing for a class of all items or
/// none.
ClassFigures roc_auc(const MatrixRef& scores, const MatrixRef& targets);

/// Average precision: the precision at each different score, weighted by the recall that it adds, without
/// interpolation. Nothing for a class of no items.
ClassFigures average_precision(const MatrixRef& scores, const MatrixRef& targets);

/// Mean over the classes that have a figure; nothing when none has.
std::optional<double> macro_mean(const ClassFigures& figures);

}  // namespace mrec::eval
