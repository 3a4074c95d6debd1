#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::recommend {

/// The place of the highest number, the first of equals.
std::size_t most_probable(const Vector& probabilities);

/// Which genres a listener's favourites have.
class GenreProfile {
 public:
  /// `probabilities` is (favourites x genres), at least one of each.
  explicit GenreProfile(const MatrixRef& probabilities);

  /// How well genre probabilities agree with the favourites: sum_k g_k p_k / max_k g_k, with g the mean of
  /// the favourites' probabilities; 0 to 1, which is for a track that is surely of the listener's first
  /// genre.
  double match(const Vector& probabilities) const;

  /// The favourites that a track of this genre is compared with: those of the genre, or all when there is
  /// none.
  const std::vector<std::size_t>& peers(std::size_t genre) const;
  bool has(std::size_t genre) const { return !by_genre_[genre].empty(); }

 private:
  Eigen::RowVectorXd weights_;  ///< mean of the rows, the highest scaled to 1
  std::vector<std::vector<std::size_t>> by_genre_;
  std::vector<std::size_t> all_;
};

}  // namespace mrec::recommend
