#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// One class of items that may have several: how often it was given and how often it should have been.
struct LabelCounts {
  std::size_t hits = 0;          ///< given and true
  std::size_t false_alarms = 0;  ///< given, not true
  std::size_t misses = 0;        ///< true, not given

  /// Each is 0 where there is nothing to divide by.
  double precision() const;  ///< of the given, the share that is true
  double recall() const;     ///< of the true, the share that is given
  double f1() const;         ///< harmonic mean of the two

  bool operator==(const LabelCounts&) const = default;
};

struct LabelFigures {
  std::vector<LabelCounts> classes;
  double micro_f1 = 0;         ///< of the counts of all classes together
  double macro_f1 = 0;         ///< mean over the classes that are true or given at least once
  double subset_accuracy = 0;  ///< share of the items whose labels are all right and complete
};

/// Gives every item the classes whose probability is at least `threshold`. Both matrices are (items x
/// classes), targets 0 or 1; all figures are 0 for no items. See average_precision() for figures without a
/// threshold. No probability may be NaN.
LabelFigures label_figures(const MatrixRef& probabilities, const MatrixRef& targets, double threshold = 0.5);

}  // namespace mrec::eval
