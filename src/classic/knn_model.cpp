#include "classic/knn_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "classic/distances.h"
#include "classic/probabilities.h"
#include "classic/state.h"

namespace mrec::classic {
namespace {

constexpr const char* kVectorsName = "knn.vectors";
constexpr const char* kLabelsName = "knn.labels";
constexpr const char* kWeightsName = "knn.class_weights";
constexpr const char* kNeighboursName = "knn.neighbours";

/// One vote, divided between the classes that have a weight.
Eigen::RowVectorXd spread_vote(const std::vector<float>& weights) {
  Eigen::RowVectorXd vote(std::ssize(weights));
  for (std::size_t k = 0; k < weights.size(); ++k)
    vote(static_cast<Eigen::Index>(k)) = weights[k] > 0 ? 1 : 0;
  return vote / vote.sum();
}

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

KnnModel::KnnModel(Parts parts) : parts_(std::move(parts)), chance_(spread_vote(parts_.weights)) {
  assert(parts_.neighbours >= 1 && parts_.neighbours <= parts_.columns.cols());
}

Eigen::RowVectorXd KnnModel::shares(const Eigen::Ref<const Eigen::RowVectorXf>& unit_vector) const {
  const Eigen::ArrayXd distances = squared_distances(parts_.columns, unit_vector);
  std::vector<Eigen::Index> order(static_cast<std::size_t>(distances.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  const auto nearer = [&](Eigen::Index a, Eigen::Index b) {
    return std::pair(distances(a), a) < std::pair(distances(b), b);
  };
  std::nth_element(order.begin(), order.begin() + (parts_.neighbours - 1), order.end(), nearer);
  Eigen::RowVectorXd votes = Eigen::RowVectorXd::Zero(chance_.size());
  for (int i = 0; i < parts_.neighbours; ++i) {
    const int label = parts_.labels[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])];
    votes(label) += static_cast<double>(parts_.weights[static_cast<std::size_t>(label)]);
  }
  return (votes + chance_) / (votes.sum() + 1);
}

Matrix KnnModel::log_probabilities(const MatrixRef& vectors) const {
  assert(vectors.cols() == parts_.columns.rows());
  const Matrix units = unit_rows(vectors);
  Matrix result(vectors.rows(), chance_.size());
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    result.row(i) = finite_logs(shares(units.row(i)));
  }
  return result;
}

std::vector<NamedTensor> KnnModel::state() const {
  return {matrix_tensor(kVectorsName, parts_.columns.transpose()),
          values_tensor(kLabelsName, {parts_.labels.begin(), parts_.labels.end()}),
          values_tensor(kWeightsName, parts_.weights),
          values_tensor(kNeighboursName, {static_cast<float>(parts_.neighbours)})};
}

std::unique_ptr<VectorModel> load_knn(std::vector<NamedTensor> state, std::size_t dimensions,
                                      std::size_t classes) {
  StateReader reader(std::move(state));
  KnnModel::Parts parts{
      .columns = reader.rows(kVectorsName, dimensions).transpose(), .labels = {}, .weights = {}};
  const auto examples = static_cast<std::size_t>(parts.columns.cols());
  parts.labels = reader.labels(kLabelsName, examples, classes);
  parts.weights = reader.values(kWeightsName, classes);
  const float neighbours = reader.values(kNeighboursName, 1).front();
  reader.finish();
  if (neighbours < 1 || neighbours > static_cast<float>(examples) || neighbours != std::floor(neighbours)) {
    refuse_tensor(kNeighboursName, "is not between 1 and the number of examples");
  }
  const bool sound = std::ranges::all_of(parts.weights, [](float weight) { return weight >= 0; }) &&
                     std::ranges::any_of(parts.weights, [](float weight) { return weight > 0; });
  if (!sound) refuse_tensor(kWeightsName, "holds weights that are below 0, or all 0");
  parts.neighbours = static_cast<int>(neighbours);
  return std::make_unique<KnnModel>(std::move(parts));
}

}  // namespace mrec::classic
