#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"
#include "mrec/recommend/favourites.h"

namespace mrec::recommend {

/// How the tracks of a library are ranked for a listener. In all of them u is a track's unit vector (its
/// cosines are likeness), r its hubness, p its genre probabilities, a(f,c) = sum_k sqrt(p_f,k p_c,k) the
/// agreement of two genre profiles, w the genre weight, and s(f,c) = (1 - w) (2 u_f u_c - r_c) + w a(f,c)
/// what a favourite f says of a candidate c.
enum class Rule {
  /// Every favourite is to be served: each spreads a pull of 1 over the candidates (softmax of s), and the
  /// next track
  /// is the one that adds most to sum_f (pull of f on the list)^0.2, so that several tastes share the list.
  /// Each
  /// favourite leans half-way to those that sound like it.
  kCoverage,
  /// The same with w = 0 in s and each pull scaled by a(f,c)^w: within-genre without its hard border.
  kSoftGenre,
  /// Genre probability plus cosine to favourites of the track's own genre: w match + (1 - w) likeness, with
  /// match =
  /// sum_k g_k p_k / max_k g_k, g the mean of the favourites' p, and likeness the mean cosine to the up to
  /// three
  /// nearest favourites whose most probable genre is the track's own. A track of a genre that no favourite
  /// has is
  /// compared with all, and its likeness is halfway to the worst, (mean - 1) / 2.
  kWithinGenre,
  /// s of the mean of the favourites.
  kCentroid,
  /// The highest s of any favourite.
  kNearest,
};

/// By their names: "coverage", "soft-genre", "within-genre", "centroid", "nearest".
std::vector<std::string> rule_names();
Rule rule_of(std::string_view name);
const char* name_of(Rule rule);

struct RuleOptions {
  Rule rule = Rule::kCoverage;
  std::optional<double> genre_weight = {};  ///< w, 0 to 1; nothing: default_genre_weight()
  double variety = 0;                       ///< 0: always the same list; to 1: others by chance
  std::uint64_t seed = 1;                   ///< of that chance
};

double default_genre_weight(Rule rule);

/// The tracks that may come into a list, and what the rule says of them.
struct Candidates {
  std::vector<std::size_t> places = {};  ///< rising
  /// (favourites x candidates) what each favourite says of it: see Rule.
  Matrix opinions = {};
  /// (candidates x favourites) shares of each favourite's pull, for rules that serve all; else without rows.
  Matrix pulls = {};
  std::vector<double> standing = {};         ///< for the others: best first
  std::vector<double> genre_part = {};       ///< of the best opinion, or of the standing
  std::vector<double> similarity_part = {};  ///< the same: the rest of it
  bool all = false;                          ///< there are no others in the library
};

/// The candidates for a list of about `count` tracks, more when more are asked for: those that stand out to a
/// favourite and are admitted. `dislikes`: vectors (dislikes x Index::width()), may be without rows; what is
/// like one of them loses by its cosine. Throws Error{kUsage} for a weight or variety outside 0 to 1, and
/// Error{kData} for no favourites, vectors of another length than the index has and numbers that are not
/// finite.
Candidates draw_candidates(const library::Index& index, const Favourites& favourites, const Matrix& dislikes,
                           std::size_t count, const RuleOptions& options, library::Admission& admission,
                           const Workers& workers);

}  // namespace mrec::recommend
