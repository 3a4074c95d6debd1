#include <algorithm>
#include <optional>

#include "list_builder.h"
#include "mrec/core/interrupt.h"
#include "mrec/library/search.h"
#include "mrec/recommend/path.h"
#include "opinions.h"

namespace mrec::recommend {
namespace {

constexpr std::size_t kFirstLook = 64;
constexpr std::size_t kFurther = 8;
/// Of the genres in what is next.
constexpr double kGenreWeight = 0.1;

/// What does not fit now and never will.
bool counts_as_passed(Fit fit, Passed& passed) {
  if (fit == Fit::kArtistHasEnough) ++passed.of_artist;
  if (fit == Fit::kDuplicate) ++passed.duplicates;
  return fit == Fit::kArtistHasEnough || fit == Fit::kDuplicate;
}

/// The best that fits; of those that only stand too near to one of their artist or album the best when
/// nothing does. What can fit no more is excluded.
std::optional<std::size_t> next_of(const library::Index& index, std::size_t current, const ListBuilder& list,
                                   library::Admission& admission, Passed& passed, const Workers& workers) {
  const Vector vector = index.vector(current);
  const Eigen::Index genres = vector.size() - index.dimensions();
  const library::Queries query =
      queries_of(vector.head(index.dimensions()).transpose(), vector.tail(genres).transpose(), kGenreWeight);
  for (std::size_t count = kFirstLook;; count *= kFurther) {
    const auto best = library::best_of_each(index, query, std::min(count, index.size()), admission, workers);
    std::optional<std::size_t> near;
    for (const library::Hit& hit : best.front()) {
      const Fit fit = list.fit(signs_at(index, hit.place));
      if (fit == Fit::kFits) return hit.place;
      if (counts_as_passed(fit, passed)) {
        admission.exclude(hit.place);
      } else if (!near) {
        near = hit.place;
      }
    }
    if (best.front().size() < count) return near;
  }
}

}  // namespace

PathList chain_from(const library::Index& index, std::size_t first, const PathOptions& options,
                    library::Admission& admission, const Workers& workers) {
  ListBuilder list({.max_per_artist = options.max_per_artist, .songs_by_sound = options.songs_by_sound}, {});
  PathList chain{.tracks = {first}, .passed = {}};
  list.add(signs_at(index, first));
  admission.exclude(first);
  const std::size_t count = std::min(options.count, index.tracks());
  while (chain.tracks.size() < count) {
    throw_if_interrupted();
    const auto next = next_of(index, chain.tracks.back(), list, admission, chain.passed, workers);
    if (!next) break;
    chain.tracks.push_back(*next);
    list.add(signs_at(index, *next));
    admission.exclude(*next);
  }
  return chain;
}

}  // namespace mrec::recommend
