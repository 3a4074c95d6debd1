#include "mrec/eval/distance_rules.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace mrec::eval {
namespace {

/// The admitted tracks of the least numbers.
std::vector<std::size_t> least(const Eigen::RowVectorXd& numbers, const std::vector<bool>& may_be_listed,
                               std::size_t count) {
  std::vector<std::size_t> list;
  for (std::size_t track = 0; track < may_be_listed.size(); ++track) {
    if (may_be_listed[track]) list.push_back(track);
  }
  const auto closer = [&](std::size_t a, std::size_t b) {
    const double to_a = numbers[static_cast<Eigen::Index>(a)];
    const double to_b = numbers[static_cast<Eigen::Index>(b)];
    return to_a != to_b ? to_a < to_b : a < b;
  };
  const std::size_t length = std::min(count, list.size());
  std::ranges::partial_sort(list, list.begin() + static_cast<std::ptrdiff_t>(length), closer);
  list.resize(length);
  return list;
}

/// The rows of the favourites.
Eigen::MatrixXd rows_of(const Matrix& distances, std::span<const std::size_t> favourites) {
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(favourites.size()), distances.cols());
  for (std::size_t i = 0; i < favourites.size(); ++i) {
    rows.row(static_cast<Eigen::Index>(i)) =
        distances.row(static_cast<Eigen::Index>(favourites[i])).cast<double>();
  }
  return rows;
}

}  // namespace

Ranker least_mean_distance(Matrix distances) {
  assert(distances.rows() == distances.cols());
  return [distances = std::move(distances)](std::span<const std::size_t> favourites,
                                            const std::vector<bool>& may_be_listed, std::size_t count) {
    return least(rows_of(distances, favourites).colwise().mean(), may_be_listed, count);
  };
}

Ranker least_distance(Matrix distances) {
  assert(distances.rows() == distances.cols());
  return [distances = std::move(distances)](std::span<const std::size_t> favourites,
                                            const std::vector<bool>& may_be_listed, std::size_t count) {
    return least(rows_of(distances, favourites).colwise().minCoeff(), may_be_listed, count);
  };
}

}  // namespace mrec::eval
