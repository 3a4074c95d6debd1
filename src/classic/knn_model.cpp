#include "classic/knn_model.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "classic/neighbours.h"
#include "classic/probabilities.h"
#include "classic/state.h"

namespace mrec::classic {
namespace {

constexpr const char* kVectorsName = "knn.vectors";
constexpr const char* kLabelsName = "knn.labels";
constexpr const char* kWeightsName = "knn.class_weights";

/// One vote, divided between the classes that have a weight.
Eigen::RowVectorXd spread_vote(const std::vector<float>& weights) {
  Eigen::RowVectorXd vote(std::ssize(weights));
  for (std::size_t k = 0; k < weights.size(); ++k)
    vote(static_cast<Eigen::Index>(k)) = weights[k] > 0 ? 1 : 0;
  return vote / vote.sum();
}

}  // namespace

KnnModel::KnnModel(Parts parts) : parts_(std::move(parts)), chance_(spread_vote(parts_.weights)) {
  assert(parts_.neighbours >= 1 && parts_.neighbours <= parts_.columns.cols());
}

Eigen::RowVectorXd KnnModel::shares(const Eigen::Ref<const Eigen::RowVectorXf>& unit_vector) const {
  Eigen::RowVectorXd votes = Eigen::RowVectorXd::Zero(chance_.size());
  for (const Eigen::Index neighbour : nearest(parts_.columns, unit_vector, parts_.neighbours)) {
    const int label = parts_.labels[static_cast<std::size_t>(neighbour)];
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
          values_tensor(kWeightsName, parts_.weights), neighbours_tensor(parts_.neighbours)};
}

std::unique_ptr<VectorModel> load_knn(std::vector<NamedTensor> state, std::size_t dimensions,
                                      std::size_t classes) {
  StateReader reader(std::move(state));
  KnnModel::Parts parts{
      .columns = reader.rows(kVectorsName, dimensions).transpose(), .labels = {}, .weights = {}};
  const auto examples = static_cast<std::size_t>(parts.columns.cols());
  parts.labels = reader.labels(kLabelsName, examples, classes);
  parts.weights = reader.values(kWeightsName, classes);
  parts.neighbours = read_neighbours(reader, examples);
  reader.finish();
  const bool sound = std::ranges::all_of(parts.weights, [](float weight) { return weight >= 0; }) &&
                     std::ranges::any_of(parts.weights, [](float weight) { return weight > 0; });
  if (!sound) refuse_tensor(kWeightsName, "holds weights that are below 0, or all 0");
  return std::make_unique<KnnModel>(std::move(parts));
}

}  // namespace mrec::classic
