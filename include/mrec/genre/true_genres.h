#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::genre {

/// What a label says, in the numbers of a classifier's genres.
struct TrueGenres {
  std::vector<std::size_t> known;    ///< rising
  std::vector<std::string> unknown;  ///< names that the classifier does not have, sorted
};

/// Of a label as in a feature file, where ";" divides several. `genres` are the classifier's.
TrueGenres true_genres(std::string_view label, std::span<const std::string> genres);

}  // namespace mrec::genre
