#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "genre_profile.h"
#include "mrec/core/top_list.h"
#include "mrec/library/search.h"
#include "opinions.h"
#include "rules.h"

namespace mrec::recommend {
namespace {

constexpr std::size_t kNearest = 3;

/// What the rule says of a track.
struct Verdict {
  std::size_t place = 0;
  double genre_part = 0;
  double similarity_part = 0;

  double score() const { return genre_part + similarity_part; }
};

bool ranks_before(const Verdict& a, const Verdict& b) {
  return a.score() != b.score() ? a.score() > b.score() : a.place < b.place;
}

/// Mean of the up to kNearest highest cosines of `peers`, of which there is at least one.
double mean_of_nearest(std::span<const float> cosines, const std::vector<std::size_t>& peers) {
  std::array<float, kNearest> nearest{};
  const std::size_t used = std::min(kNearest, peers.size());
  std::vector<float> of_peers;
  for (const std::size_t peer : peers) of_peers.push_back(cosines[peer]);
  std::partial_sort_copy(of_peers.begin(), of_peers.end(), nearest.begin(), nearest.begin() + used,
                         std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < used; ++i) sum += static_cast<double>(nearest[i]);
  return sum / static_cast<double>(used);
}

class Judge {
 public:
  explicit Judge(const RuleInput& input) : input_(input), profile_(input.favourites.probabilities) {}

  Verdict verdict(std::size_t place, std::span<const float> cosines) const {
    const Vector probabilities = input_.index.probabilities(place);
    const std::size_t genre = most_probable(probabilities);
    const double mean = mean_of_nearest(cosines, profile_.peers(genre));
    const double likeness = profile_.has(genre) ? mean : (mean - 1) / 2;
    return {.place = place,
            .genre_part = input_.genre_weight * profile_.match(probabilities),
            .similarity_part = (1 - input_.genre_weight) * likeness};
  }

 private:
  const RuleInput& input_;
  GenreProfile profile_;
};

library::Queries cosines_of(const RuleInput& input) {
  library::Queries queries{.vectors = input.favourites.vectors, .hub_weight = 0};
  queries.vectors.rightCols(queries.vectors.cols() - input.index.dimensions()).setZero();
  return queries;
}

}  // namespace

Candidates candidates_within_genre(const RuleInput& input) {
  const Judge judge(input);
  const library::Queries queries = cosines_of(input);
  TopList<Verdict, ranks_before> best(input.count);
  library::for_each_score(input.index, queries, [&](std::size_t place, std::span<const float> cosines) {
    const Verdict verdict = judge.verdict(place, cosines);
    if (!std::isfinite(verdict.score())) return;  // of a damaged index
    if (best.may_take(verdict) && input.admission.admits(place)) best.offer(verdict);
  });
  std::vector<Verdict> verdicts = std::move(best).best_first();
  std::ranges::sort(verdicts, {}, &Verdict::place);
  Candidates candidates;
  for (const Verdict& verdict : verdicts) {
    candidates.places.push_back(verdict.place);
    candidates.genre_part.push_back(verdict.genre_part);
    candidates.similarity_part.push_back(verdict.similarity_part);
  }
  if (candidates.places.empty()) return candidates;
  const auto lost = losses(input.index, input.dislikes, candidates.places, input.genre_weight);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    candidates.standing.push_back(verdicts[i].score() - static_cast<double>(lost[i]));
  }
  candidates.opinions = library::scores_at(input.index, queries, candidates.places);
  return candidates;
}

}  // namespace mrec::recommend
