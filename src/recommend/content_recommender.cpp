#include "mrec/recommend/content_recommender.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include "genre_profile.h"
#include "mrec/core/error.h"
#include "mrec/recommend/similarity.h"

namespace mrec::recommend {
namespace {

constexpr std::size_t kNearest = 3;

/// As Eigen's allFinite(), but without a branch a number: 0 times infinity or NaN is NaN, and so is the sum
/// then.
bool all_finite(const Matrix& matrix) {
  return (matrix * 0.0F).sum() == 0.0F;
}

void check(const library::Index& index, const Favourites& favourites, const ContentOptions& options) {
  const auto fail = [](const char* problem, const char* advice = "") {
    throw Error(ErrorKind::kData, "favourites", problem, advice);
  };
  if (!(options.genre_weight >= 0 && options.genre_weight <= 1)) {
    throw Error(ErrorKind::kUsage, "--genre-weight", "is not between 0 and 1");
  }
  if (favourites.embeddings.rows() == 0) fail("none is left", "name at least one that can be found");
  if (favourites.embeddings.cols() != index.embeddings.cols() ||
      favourites.probabilities.cols() != index.probabilities.cols() || index.probabilities.cols() == 0) {
    fail("have other genres or dimensions than the index", "use the model that the index was made with");
  }
  const bool finite = all_finite(favourites.embeddings) && all_finite(favourites.probabilities) &&
                      all_finite(index.embeddings) && all_finite(index.probabilities);
  if (!finite) fail("or the index hold a number that is not finite", "make the index anew");
  assert(favourites.probabilities.rows() == favourites.embeddings.rows());
  assert(index.embeddings.rows() == static_cast<Eigen::Index>(index.tracks.size()));
  assert(index.probabilities.rows() == static_cast<Eigen::Index>(index.tracks.size()));
}

bool ranks_before(const Recommendation& a, const Recommendation& b) {
  return a.score != b.score ? a.score > b.score : a.track < b.track;
}

/// The best so many of all that were offered; keeps no more.
class TopList {
 public:
  explicit TopList(std::size_t count) : count_(count) {}

  void offer(const Recommendation& candidate) {
    if (heap_.size() >= count_) {
      if (heap_.empty() || !ranks_before(candidate, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), ranks_before);
      heap_.pop_back();
    }
    heap_.push_back(candidate);
    std::push_heap(heap_.begin(), heap_.end(), ranks_before);
  }

  std::vector<Recommendation> best_first() && {
    std::sort_heap(heap_.begin(), heap_.end(), ranks_before);
    return std::move(heap_);
  }

 private:
  std::size_t count_;
  std::vector<Recommendation> heap_;  ///< the worst in front
};

struct Nearness {
  double mean_cosine = 0;     ///< of the up to kNearest nearest
  std::size_t favourite = 0;  ///< the nearest
};

/// `peers` are the favourites to compare with, at least one, in rising order.
Nearness nearness(std::span<const float> cosines, const std::vector<std::size_t>& peers) {
  const std::size_t used = std::min(kNearest, peers.size());
  std::array<std::size_t, kNearest> nearest{};
  std::partial_sort_copy(peers.begin(), peers.end(), nearest.begin(), nearest.begin() + used,
                         [&](std::size_t a, std::size_t b) {
                           return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b;
                         });
  double sum = 0;
  for (std::size_t i = 0; i < used; ++i) sum += static_cast<double>(cosines[nearest[i]]);
  return {.mean_cosine = sum / static_cast<double>(used), .favourite = nearest[0]};
}

Recommendation judge(std::size_t track, const MatrixRef& probabilities, const GenreProfile& profile,
                     std::span<const float> cosines, double genre_weight) {
  const auto row = static_cast<Eigen::Index>(track);
  const std::size_t genre = most_probable(probabilities, row);
  const Nearness near = nearness(cosines, profile.peers(genre));
  const double likeness = profile.has(genre) ? near.mean_cosine : (near.mean_cosine - 1) / 2;
  const double genre_match = profile.match(probabilities, row);
  return {.track = track,
          .score = genre_weight * genre_match + (1 - genre_weight) * likeness,
          .genre = genre,
          .genre_probability = probabilities(row, static_cast<Eigen::Index>(genre)),
          .genre_match = genre_match,
          .similarity = near.mean_cosine,
          .nearest_favourite = near.favourite};
}

std::vector<bool> marked(const std::vector<std::size_t>& places, std::size_t size) {
  std::vector<bool> marks(size);
  for (const std::size_t place : places) {
    if (place < size) marks[place] = true;
  }
  return marks;
}

}  // namespace

std::vector<Recommendation> rank_by_content(const library::Index& index, const Favourites& favourites,
                                            const std::vector<std::size_t>& excluded,
                                            const ContentOptions& options) {
  check(index, favourites, options);
  if (index.tracks.empty()) return {};
  const Standardiser standardiser(index.embeddings);
  const GenreProfile profile(favourites.probabilities);
  const std::vector<bool> left_out = marked(excluded, index.tracks.size());
  TopList top(options.count);
  for_each_cosines(index.embeddings, standardiser.unit_rows(favourites.embeddings), standardiser,
                   [&](std::size_t track, std::span<const float> cosines) {
                     if (left_out[track]) return;
                     top.offer(judge(track, index.probabilities, profile, cosines, options.genre_weight));
                   });
  return std::move(top).best_first();
}

}  // namespace mrec::recommend
