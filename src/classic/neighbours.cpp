#include "classic/neighbours.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "classic/distances.h"

namespace mrec::classic {
namespace {

constexpr const char* kNeighboursName = "knn.neighbours";

}  // namespace

Matrix unit_rows(const MatrixRef& vectors) {
  Matrix result = vectors;
  for (Eigen::Index i = 0; i < result.rows(); ++i) {
    double squares = 0;
    for (const float value : result.row(i))
      squares += static_cast<double>(value) * static_cast<double>(value);
    if (squares > 0) result.row(i) = (result.row(i).cast<double>() / std::sqrt(squares)).cast<float>();
  }
  return result;
}

std::vector<Eigen::Index> nearest(const Matrix& columns, const Eigen::Ref<const Eigen::RowVectorXf>& vector,
                                  int count) {
  const Eigen::ArrayXd distances = squared_distances(columns, vector);
  std::vector<Eigen::Index> order(static_cast<std::size_t>(distances.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  const auto nearer = [&](Eigen::Index a, Eigen::Index b) {
    return std::pair(distances(a), a) < std::pair(distances(b), b);
  };
  std::nth_element(order.begin(), order.begin() + (count - 1), order.end(), nearer);
  order.resize(static_cast<std::size_t>(count));
  return order;
}

NamedTensor neighbours_tensor(int neighbours) {
  return values_tensor(kNeighboursName, {static_cast<float>(neighbours)});
}

int read_neighbours(StateReader& reader, std::size_t examples) {
  const float neighbours = reader.values(kNeighboursName, 1).front();
  if (neighbours < 1 || neighbours > static_cast<float>(examples) || neighbours != std::floor(neighbours)) {
    refuse_tensor(kNeighboursName, "is not between 1 and the number of examples");
  }
  return static_cast<int>(neighbours);
}

}  // namespace mrec::classic
