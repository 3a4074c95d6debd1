// Rules that give every track one number.
#include <algorithm>
#include <iterator>

#include "mrec/library/search.h"
#include "opinions.h"
#include "rules.h"

namespace mrec::recommend {
namespace {

/// Opinions of the queries on the best of each, and the highest of them as standing.
Candidates candidates_of(const RuleInput& input, const library::Queries& queries) {
  Candidates candidates{.places = places_of(library::best_of_each(input.index, queries, input.count,
                                                                  input.admission, input.workers))};
  if (candidates.places.empty()) return candidates;
  Matrix scores = library::scores_at(input.index, queries, candidates.places);
  const auto lost = losses(input.index, input.dislikes, candidates.places, input.genre_weight);
  for (std::size_t i = 0; i < candidates.places.size(); ++i) {
    const float highest = scores.col(static_cast<Eigen::Index>(i)).maxCoeff();
    candidates.standing.push_back(static_cast<double>(highest - lost[i]));
  }
  return candidates;
}

library::Queries queries_of_all(const RuleInput& input) {
  const Matrix& vectors = input.favourites.vectors;
  const Eigen::Index dimensions = input.index.dimensions();
  return queries_of(vectors.leftCols(dimensions), vectors.rightCols(vectors.cols() - dimensions),
                    input.genre_weight);
}

void tell_opinions(const RuleInput& input, Candidates& candidates) {
  if (candidates.places.empty()) return;
  candidates.opinions = library::scores_at(input.index, queries_of_all(input), candidates.places);
  tell_parts(input, candidates);
}

}  // namespace

std::vector<std::size_t> places_of(const std::vector<std::vector<library::Hit>>& lists) {
  std::vector<std::size_t> places;
  for (const auto& list : lists)
    std::ranges::transform(list, std::back_inserter(places), &library::Hit::place);
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

void tell_parts(const RuleInput& input, Candidates& candidates) {
  const Eigen::Index dimensions = input.index.dimensions();
  for (std::size_t i = 0; i < candidates.places.size(); ++i) {
    Eigen::Index best = 0;
    const float opinion = candidates.opinions.col(static_cast<Eigen::Index>(i)).maxCoeff(&best);
    const Vector vector = input.index.vector(candidates.places[i]);
    const Eigen::Index genres = vector.size() - dimensions;
    const float agreement = input.favourites.vectors.row(best).tail(genres).dot(vector.tail(genres));
    candidates.genre_part.push_back(input.genre_weight * static_cast<double>(agreement));
    candidates.similarity_part.push_back(static_cast<double>(opinion) - candidates.genre_part.back());
  }
}

Candidates candidates_by_nearest(const RuleInput& input) {
  Candidates candidates = candidates_of(input, queries_of_all(input));
  tell_opinions(input, candidates);
  return candidates;
}

Candidates candidates_by_centroid(const RuleInput& input) {
  const Matrix& vectors = input.favourites.vectors;
  const Eigen::Index dimensions = input.index.dimensions();
  const Eigen::RowVectorXf sound = vectors.leftCols(dimensions).colwise().mean().normalized();
  const Eigen::RowVectorXf genres = vectors.rightCols(vectors.cols() - dimensions).colwise().mean();
  Candidates candidates = candidates_of(input, queries_of(sound, genres, input.genre_weight));
  tell_opinions(input, candidates);
  return candidates;
}

}  // namespace mrec::recommend
