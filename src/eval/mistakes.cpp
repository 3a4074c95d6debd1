#include "mrec/eval/mistakes.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::eval {

std::vector<Confusion> most_confused(const ConfusionMatrix& matrix, std::size_t most) {
  std::vector<Confusion> pairs;
  for (std::size_t truth = 0; truth < matrix.classes(); ++truth) {
    const auto items = static_cast<double>(matrix.truths(truth));
    for (std::size_t verdict = 0; verdict < matrix.classes(); ++verdict) {
      const std::size_t count = matrix.count(truth, verdict);
      if (truth == verdict || count == 0) continue;
      pairs.push_back(
          {.truth = truth, .verdict = verdict, .count = count, .share = static_cast<double>(count) / items});
    }
  }
  std::ranges::stable_sort(pairs, [](const Confusion& a, const Confusion& b) {
    return a.count != b.count ? a.count > b.count : a.share > b.share;
  });
  pairs.resize(std::min(most, pairs.size()));
  return pairs;
}

std::vector<std::size_t> most_surely_wrong(std::span<const Verdict> verdicts, std::size_t most) {
  std::vector<std::size_t> wrong;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    assert(!std::isnan(verdicts[i].confidence));
    if (!verdicts[i].right) wrong.push_back(i);
  }
  std::ranges::stable_sort(wrong, std::ranges::greater{},
                           [&](std::size_t i) { return verdicts[i].confidence; });
  wrong.resize(std::min(most, wrong.size()));
  return wrong;
}

}  // namespace mrec::eval
