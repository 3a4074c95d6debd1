#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mrec/genre/classifier.h"

namespace mrec::genre {

/// How probabilities become a verdict.
struct DecisionRule {
  bool multi_label = false;
  /// Least probability; nothing: none of one genre a track, kLabelThreshold of several.
  std::optional<double> unknown_below = {};
};

/// A track has those of several genres that are more probable than not.
inline constexpr double kLabelThreshold = 0.5;

/// The rule of a classifier.
DecisionRule rule_of(const ClassifierDesign& design);

/// Numbers of the genres that a track is said to have, the most probable first, of equals the first: one, or
/// of a multi-label classifier all that are probable enough. None: it is unknown.
std::vector<std::size_t> decide(const DecisionRule& rule, const Vector& probabilities);

}  // namespace mrec::genre
