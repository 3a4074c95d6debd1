#include <algorithm>
#include <cmath>

#include "mrec/library/search.h"
#include "opinions.h"
#include "rules.h"

namespace mrec::recommend {
namespace {

/// How far a favourite's pull reaches beyond its best, in standard deviations of the favourites' best
/// opinions. What is measured there does not depend on the size of the library.
constexpr double kTemperature = 3.5;
constexpr double kLeastDeviation = 1e-6;

/// Of the opinions in the lists that the favourites begin.
double deviation_of_best(const std::vector<std::vector<library::Hit>>& best) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (const auto& list : best) {
    for (const library::Hit& hit : list) {
      const auto score = static_cast<double>(hit.score);
      sum += score;
      squares += score * score;
      count += 1;
    }
  }
  if (count == 0) return kLeastDeviation;
  const double mean = sum / count;
  return std::max(kLeastDeviation, std::sqrt(std::max(0.0, squares / count - mean * mean)));
}

/// Softmax of each row: what a favourite's pull of 1 comes to.
Matrix shares_of(const Matrix& opinions, double scale) {
  Matrix shares(opinions.rows(), opinions.cols());
  for (Eigen::Index f = 0; f < opinions.rows(); ++f) {
    const float highest = opinions.row(f).maxCoeff();
    shares.row(f) = ((opinions.row(f).array() - highest) / static_cast<float>(scale)).exp();
    shares.row(f) /= shares.row(f).sum();
  }
  return shares;
}

/// a(f,c) of favourites and candidates.
Matrix agreements(const RuleInput& input, const std::vector<std::size_t>& places) {
  library::Queries queries{.vectors = input.favourites.vectors, .hub_weight = 0};
  queries.vectors.leftCols(input.index.dimensions()).setZero();
  return library::scores_at(input.index, queries, places).cwiseMax(0.0F);
}

}  // namespace

Candidates candidates_by_coverage(const RuleInput& input, bool soft) {
  const Matrix& vectors = input.favourites.vectors;
  const Eigen::Index dimensions = input.index.dimensions();
  const double genre_weight = soft ? 0 : input.genre_weight;
  const library::Queries queries = queries_of(leaning(vectors.leftCols(dimensions)),
                                              vectors.rightCols(vectors.cols() - dimensions), genre_weight);
  const auto best = library::best_of_each(input.index, queries, input.count, input.admission, input.workers);
  Candidates candidates{.places = places_of(best)};
  if (candidates.places.empty()) return candidates;
  candidates.opinions = library::scores_at(input.index, queries, candidates.places);
  const auto lost = losses(input.index, input.dislikes, candidates.places, genre_weight);
  candidates.opinions.rowwise() -=
      Eigen::Map<const Eigen::RowVectorXf>(lost.data(), candidates.opinions.cols());
  Matrix pulls = shares_of(candidates.opinions, kTemperature * deviation_of_best(best));
  if (soft) {
    const Matrix agreement = agreements(input, candidates.places);
    const auto w = static_cast<float>(input.genre_weight);
    pulls.array() *= agreement.array().max(1e-12F).pow(w);
    for (Eigen::Index f = 0; f < pulls.rows(); ++f) pulls.row(f) /= pulls.row(f).sum();
  }
  candidates.pulls = pulls.transpose();
  tell_parts(input, candidates);
  return candidates;
}

}  // namespace mrec::recommend
