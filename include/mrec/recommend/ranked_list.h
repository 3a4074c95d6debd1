#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"
#include "mrec/recommend/favourites.h"
#include "mrec/recommend/rule.h"

namespace mrec::recommend {

/// What a list that people keep is like, whatever the rule says.
struct ListOptions {
  std::size_t count = 20;
  double seconds = 0;              ///< above 0: as many tracks as come nearest to that, in place of `count`
  std::size_t max_per_artist = 3;  ///< 0: any number; artists that no tag names are not counted
  bool keep_duplicates = false;    ///< the same song may come again
  /// Whether nearly equal vectors and durations mean the same song: not of vectors that only tell genres.
  bool songs_by_sound = true;
  bool rule_alone = false;  ///< the rule's own order, in which nothing is left out or moved
};

/// A favourite's share in what speaks for a track.
struct Pull {
  std::size_t favourite = 0;
  double share = 0;  ///< of all favourites' pulls, 0 to 1
};

/// What put a track behind others that the rule would have put after it.
enum class Delay { kNone, kSameArtist, kSameAlbum };

struct Recommendation {
  std::size_t track = 0;  ///< its place in the index
  double score = 0;  ///< share of pairs in this library that are less alike than it and `closest`, 0 to 1
  double similarity = 0;    ///< their cosine
  std::size_t closest = 0;  ///< the favourite that it is most like
  std::size_t genre = 0;    ///< the track's most probable genre
  double genre_probability = 0;
  double genre_part = 0;  ///< see Candidates
  double similarity_part = 0;
  std::vector<Pull> pulls;  ///< up to three, falling
  std::optional<std::size_t>
      by_rule;  ///< the place the rule alone would give it, from 0; nothing: behind the list
  Delay delay = Delay::kNone;
};

/// Tracks that would have come into the list.
struct Passed {
  std::size_t known = 0;       ///< the same song as a favourite
  std::size_t duplicates = 0;  ///< the same song as a track of the list
  std::size_t of_artist = 0;   ///< one more of an artist that has enough
};

struct RankedList {
  std::vector<Recommendation> tracks;
  Passed passed;
};

/// The list of a rule without the same song twice or one that is a favourite (by title and artist, or sound
/// and duration alike), with at most so many tracks an artist, and as far as it goes three other tracks
/// between two of an artist and five between two of an album. It is shorter than asked for when nothing else
/// fits. Throws as draw_candidates().
RankedList rank(const library::Index& index, const Favourites& favourites, const Matrix& dislikes,
                const RuleOptions& rule, const ListOptions& list, library::Admission& admission,
                const Workers& workers);

}  // namespace mrec::recommend
