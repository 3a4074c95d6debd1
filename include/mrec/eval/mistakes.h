#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/eval/metrics.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {

/// Items of one class that were taken for another.
struct Confusion {
  std::size_t truth = 0;
  std::size_t verdict = 0;
  std::size_t count = 0;
  double share = 0;  ///< of all items of the true class

  bool operator==(const Confusion&) const = default;
};

/// The pairs of truth and verdict that were confused most often, at most `most` of them; of equal counts the
/// greater share first, then the lower truth and verdict. Pairs that were never confused are left out.
std::vector<Confusion> most_confused(const ConfusionMatrix& matrix, std::size_t most);

/// Numbers of the items with a wrong verdict, the surest first, of equals the first; at most `most` of them.
std::vector<std::size_t> most_surely_wrong(std::span<const Verdict> verdicts, std::size_t most);

}  // namespace mrec::eval
