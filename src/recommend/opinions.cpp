#include "opinions.h"

#include <algorithm>

namespace mrec::recommend {

Matrix leaning(const MatrixRef& units) {
  const Matrix likeness = (units * units.transpose()).cwiseMax(0.0F);
  Matrix leant(units.rows(), units.cols());
  for (Eigen::Index f = 0; f < units.rows(); ++f) {
    const float sum = likeness.row(f).sum();
    leant.row(f) = units.row(f);
    if (sum > 0) leant.row(f) += likeness.row(f) * units / sum;
    leant.row(f).normalize();
  }
  return leant;
}

library::Queries queries_of(const MatrixRef& units, const MatrixRef& genres, double genre_weight) {
  const auto w = static_cast<float>(genre_weight);
  library::Queries queries{.vectors = Matrix(units.rows(), units.cols() + genres.cols()),
                           .hub_weight = 1 - w};
  queries.vectors << 2 * (1 - w) * units, w * genres;
  return queries;
}

std::vector<float> losses(const library::Index& index, const Matrix& dislikes,
                          std::span<const std::size_t> places, double genre_weight) {
  std::vector<float> lost(places.size());
  if (dislikes.rows() == 0) return lost;
  library::Queries queries{.vectors = dislikes, .hub_weight = 0};
  queries.vectors.rightCols(dislikes.cols() - index.dimensions()).setZero();
  const Matrix cosines = library::scores_at(index, queries, places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const float highest = cosines.col(static_cast<Eigen::Index>(i)).maxCoeff();
    lost[i] = static_cast<float>(2 * (1 - genre_weight)) * std::max(0.0F, highest);
  }
  return lost;
}

}  // namespace mrec::recommend
