#include "mrec/recommend/rule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "mrec/core/error.h"
#include "rules.h"
#include "variety.h"

namespace mrec::recommend {
namespace {

constexpr std::array<std::pair<const char*, Rule>, 5> kRules = {{{"coverage", Rule::kCoverage},
                                                                 {"soft-genre", Rule::kSoftGenre},
                                                                 {"within-genre", Rule::kWithinGenre},
                                                                 {"centroid", Rule::kCentroid},
                                                                 {"nearest", Rule::kNearest}}};

/// Candidates of each favourite, at least.
constexpr std::size_t kLeastCandidates = 40;
/// As many more as are asked for, of each favourite: some will be left out.
constexpr std::size_t kCandidatesOfTrack = 3;
/// Of more favourites each brings fewer, for there are enough.
constexpr double kManyFavourites = 100;
/// As many more candidates by chance come in for a variety of 1, or are disliked.
constexpr double kMoreForVariety = 4;
constexpr double kMoreForDislikes = 2;

bool all_finite(const Matrix& matrix) {
  return (matrix * 0.0F).sum() == 0.0F;
}

void check(const library::Index& index, const Favourites& favourites, const RuleOptions& options) {
  const auto is_share = [](double number) { return number >= 0 && number <= 1; };
  if (options.genre_weight && !is_share(*options.genre_weight)) {
    throw Error(ErrorKind::kUsage, "--genre-weight", "is not between 0 and 1");
  }
  if (!is_share(options.variety)) throw Error(ErrorKind::kUsage, "--variety", "is not between 0 and 1");
  const auto fail = [](const char* problem, const char* advice) {
    throw Error(ErrorKind::kData, "favourites", problem, advice);
  };
  if (favourites.vectors.rows() == 0) fail("none is left", "name at least one that can be found");
  if (favourites.vectors.cols() != static_cast<Eigen::Index>(index.width())) {
    fail("have other genres or dimensions than the index", "use the model that the index was made with");
  }
  if (!all_finite(favourites.vectors)) fail("hold a number that is not finite", "make the index anew");
}

Candidates by_rule(Rule rule, const RuleInput& input) {
  switch (rule) {
    case Rule::kCoverage:
      return candidates_by_coverage(input, false);
    case Rule::kSoftGenre:
      return candidates_by_coverage(input, true);
    case Rule::kWithinGenre:
      return candidates_within_genre(input);
    case Rule::kCentroid:
      return candidates_by_centroid(input);
    case Rule::kNearest:
      return candidates_by_nearest(input);
  }
  assert(false);
  return {};
}

/// Candidates for each favourite, or for all where one list is made for all, for a list of `count`.
std::size_t candidates_for(std::size_t count, std::size_t favourites, const Matrix& dislikes,
                           double variety) {
  const double more = (1 + kMoreForVariety * variety) * (dislikes.rows() > 0 ? kMoreForDislikes : 1);
  const double fewer = std::min(1.0, kManyFavourites / static_cast<double>(favourites));
  const auto few = static_cast<double>(std::max(kLeastCandidates, kCandidatesOfTrack * count));
  return static_cast<std::size_t>(std::ceil(few * more * fewer));
}

}  // namespace

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  for (const auto& [name, rule] : kRules) names.emplace_back(name);
  return names;
}

Rule rule_of(std::string_view name) {
  const auto found =
      std::ranges::find(kRules, name, [](const auto& each) { return std::string_view(each.first); });
  if (found == kRules.end()) throw Error(ErrorKind::kUsage, "--rule", "is none of the rules");
  return found->second;
}

const char* name_of(Rule rule) {
  return std::ranges::find(kRules, rule, &std::pair<const char*, Rule>::second)->first;
}

double default_genre_weight(Rule rule) {
  if (rule == Rule::kWithinGenre) return 0.3;
  return rule == Rule::kSoftGenre ? 0.25 : 0.1;
}

Candidates draw_candidates(const library::Index& index, const Favourites& favourites, const Matrix& dislikes,
                           std::size_t count, const RuleOptions& options, library::Admission& admission,
                           const Workers& workers) {
  check(index, favourites, options);
  const auto named = static_cast<std::size_t>(favourites.vectors.rows());
  const std::size_t wanted =
      count >= index.size() ? index.size()
                            : std::min(index.size(), candidates_for(count, named, dislikes, options.variety));
  const RuleInput input{.index = index,
                        .favourites = favourites,
                        .dislikes = dislikes,
                        .count = wanted,
                        .genre_weight = options.genre_weight.value_or(default_genre_weight(options.rule)),
                        .variety = options.variety,
                        .admission = admission,
                        .workers = workers};
  Candidates candidates = by_rule(options.rule, input);
  candidates.all = candidates.places.size() < input.count || input.count == index.size();
  if (options.variety > 0) shuffle_a_little(candidates, index, options);
  return candidates;
}

}  // namespace mrec::recommend
