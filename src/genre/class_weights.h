#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// A weight a genre, so that all genres of some tracks weigh alike: tracks / (genres x tracks of the genre);
/// 1 for a genre that none has. Of several genres the first counts.
template <class Number>
std::vector<Number> balanced_weights(const Dataset& dataset, std::span<const std::size_t> tracks) {
  std::vector<Number> counts(dataset.genres.size());
  for (const std::size_t track : tracks) ++counts[dataset.tracks[track].genre()];
  Number present = 0;
  for (const Number count : counts) present += count > 0 ? 1 : 0;
  for (Number& count : counts) {
    count = count > 0 ? static_cast<Number>(tracks.size()) / (present * count) : 1;
  }
  return counts;
}

/// A weight a genre for the tracks that have it, where each genre is told from the rest: they weigh as much
/// as all others together; 1 where none have it, or all.
template <class Number>
std::vector<Number> positive_weights(const Dataset& dataset, std::span<const std::size_t> tracks) {
  std::vector<Number> weights(dataset.genres.size());
  for (const std::size_t track : tracks) {
    for (const std::size_t genre : dataset.tracks[track].genres) ++weights[genre];
  }
  const auto all = static_cast<Number>(tracks.size());
  for (Number& weight : weights) weight = weight > 0 && weight < all ? (all - weight) / weight : 1;
  return weights;
}

}  // namespace mrec::genre
