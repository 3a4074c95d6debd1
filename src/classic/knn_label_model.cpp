#include "classic/knn_label_model.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "classic/neighbours.h"
#include "classic/probabilities.h"
#include "classic/state.h"

namespace mrec::classic {
namespace {

constexpr const char* kVectorsName = "knn.vectors";
constexpr const char* kTargetsName = "knn.targets";
constexpr const char* kVotesName = "knn.votes";

}  // namespace

KnnLabelModel::KnnLabelModel(Parts parts) : parts_(std::move(parts)) {
  assert(parts_.neighbours >= 1 && parts_.neighbours <= parts_.columns.cols());
}

Matrix KnnLabelModel::log_probabilities(const MatrixRef& vectors) const {
  assert(vectors.cols() == parts_.columns.rows());
  const Matrix units = unit_rows(vectors);
  const Eigen::Index classes = parts_.targets.cols();
  const Eigen::Map<const Eigen::RowVectorXf> weights(parts_.weights.data(), classes);
  const Eigen::Map<const Eigen::RowVectorXf> priors(parts_.priors.data(), classes);
  Matrix result(vectors.rows(), classes);
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    Eigen::RowVectorXd having = Eigen::RowVectorXd::Zero(classes);
    for (const Eigen::Index neighbour : nearest(parts_.columns, units.row(i), parts_.neighbours)) {
      having += parts_.targets.row(neighbour).cast<double>();
    }
    const Eigen::RowVectorXd votes_for = having.cwiseProduct(weights.cast<double>());
    const Eigen::ArrayXXd votes = votes_for.array() + parts_.neighbours - having.array() + 1;
    result.row(i) = finite_logs((votes_for + priors.cast<double>()).array() / votes);
  }
  return result;
}

std::vector<NamedTensor> KnnLabelModel::state() const {
  Matrix votes(parts_.targets.cols(), 2);
  for (std::size_t label = 0; label < parts_.weights.size(); ++label) {
    votes.row(static_cast<Eigen::Index>(label)) << parts_.weights[label], parts_.priors[label];
  }
  return {matrix_tensor(kVectorsName, parts_.columns.transpose()),
          matrix_tensor(kTargetsName, parts_.targets), matrix_tensor(kVotesName, votes),
          neighbours_tensor(parts_.neighbours)};
}

std::unique_ptr<VectorModel> load_knn_labels(std::vector<NamedTensor> state, std::size_t dimensions,
                                             std::size_t classes) {
  StateReader reader(std::move(state));
  KnnLabelModel::Parts parts{.columns = reader.rows(kVectorsName, dimensions).transpose(),
                             .targets = {},
                             .weights = {},
                             .priors = {}};
  const auto examples = static_cast<std::size_t>(parts.columns.cols());
  parts.targets = reader.matrix(kTargetsName, examples, classes);
  const Matrix votes = reader.matrix(kVotesName, classes, 2);
  parts.neighbours = read_neighbours(reader, examples);
  reader.finish();
  if (!(parts.targets.array() == 0 || parts.targets.array() == 1).all()) {
    refuse_tensor(kTargetsName, "holds what is neither 0 nor 1");
  }
  const auto priors = votes.col(1).array();
  if (!(votes.col(0).array() > 0).all() || !(priors > 0 && priors < 1).all()) {
    refuse_tensor(kVotesName, "holds weights that are not above 0, or shares that are not between 0 and 1");
  }
  for (const auto& vote : votes.rowwise()) {
    parts.weights.push_back(vote(0));
    parts.priors.push_back(vote(1));
  }
  return std::make_unique<KnnLabelModel>(std::move(parts));
}

}  // namespace mrec::classic
