#include "mrec/genre/decision.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace mrec::genre {

DecisionRule rule_of(const ClassifierDesign& design) {
  return {.multi_label = design.multi_label, .unknown_below = design.calibration.unknown_below};
}

std::vector<std::size_t> decide(const DecisionRule& rule, const Vector& probabilities) {
  const double least = rule.unknown_below.value_or(rule.multi_label ? kLabelThreshold : 0);
  std::vector<std::size_t> genres(static_cast<std::size_t>(probabilities.size()));
  std::iota(genres.begin(), genres.end(), std::size_t{0});
  const auto probability = [&](std::size_t genre) {
    return static_cast<double>(probabilities[static_cast<Eigen::Index>(genre)]);
  };
  std::ranges::stable_sort(genres, std::greater<>(), probability);
  if (!rule.multi_label) genres.resize(std::min<std::size_t>(genres.size(), 1));
  std::erase_if(genres, [&](std::size_t genre) { return probability(genre) < least; });
  return genres;
}

}  // namespace mrec::genre
