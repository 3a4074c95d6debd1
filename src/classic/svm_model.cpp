#include "classic/svm_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "classic/pair_coupling.h"
#include "classic/probabilities.h"
#include "classic/state.h"

namespace mrec::classic {
namespace {

constexpr const char* kVectorsName = "svm.vectors";
constexpr const char* kLabelsName = "svm.labels";
constexpr const char* kCoefficientsName = "svm.coefficients";
constexpr const char* kPairsName = "svm.pairs";
constexpr const char* kGammaName = "svm.gamma";

/// Never quite certain: from certainties that contradict each other no probabilities follow.
double probability(const PairSigmoid& sigmoid, double decision) {
  constexpr double kLeast = 1e-7;
  const double logit = static_cast<double>(sigmoid.slope) * decision + static_cast<double>(sigmoid.offset);
  return std::clamp(1 / (1 + std::exp(-logit)), kLeast, 1 - kLeast);
}

}  // namespace

SvmModel::SvmModel(SvmMachine machine, std::vector<PairSigmoid> sigmoids)
    : machine_(std::move(machine)), sigmoids_(std::move(sigmoids)), known_(machine_.known_classes()) {
  assert(sigmoids_.size() == pair_count(machine_.classes()) && machine_.bias.size() == sigmoids_.size());
}

Eigen::RowVectorXd SvmModel::probabilities(const Eigen::Ref<const Eigen::RowVectorXf>& vector) const {
  const Eigen::MatrixXd decisions = machine_.decisions(vector);
  const auto index = [](std::size_t i) { return static_cast<Eigen::Index>(i); };
  Eigen::MatrixXd pairs(std::ssize(known_), std::ssize(known_));
  for (std::size_t a = 0; a < known_.size(); ++a) {
    for (std::size_t b = a + 1; b < known_.size(); ++b) {
      const std::size_t i = known_[a];
      const std::size_t j = known_[b];
      const double first =
          probability(sigmoids_[pair_place(i, j, machine_.classes())], decisions(index(i), index(j)));
      pairs(index(a), index(b)) = first;
      pairs(index(b), index(a)) = 1 - first;
    }
  }
  const Eigen::RowVectorXd of_known = couple(pairs);
  Eigen::RowVectorXd result = Eigen::RowVectorXd::Zero(index(machine_.classes()));
  for (std::size_t a = 0; a < known_.size(); ++a) result(index(known_[a])) = of_known(index(a));
  return result;
}

Matrix SvmModel::log_probabilities(const MatrixRef& vectors) const {
  Matrix result(vectors.rows(), machine_.coefficients.cols());
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    result.row(i) = finite_logs(probabilities(vectors.row(i)));
  }
  return result;
}

std::vector<NamedTensor> SvmModel::state() const {
  Matrix pairs(std::ssize(sigmoids_), 3);
  for (std::size_t p = 0; p < sigmoids_.size(); ++p) {
    pairs.row(static_cast<Eigen::Index>(p)) << machine_.bias[p], sigmoids_[p].slope, sigmoids_[p].offset;
  }
  return {matrix_tensor(kVectorsName, machine_.columns.transpose()),
          values_tensor(kLabelsName, {machine_.labels.begin(), machine_.labels.end()}),
          matrix_tensor(kCoefficientsName, machine_.coefficients), matrix_tensor(kPairsName, pairs),
          values_tensor(kGammaName, {machine_.gamma})};
}

std::unique_ptr<VectorModel> load_svm(std::vector<NamedTensor> state, std::size_t dimensions,
                                      std::size_t classes) {
  StateReader reader(std::move(state));
  SvmMachine machine;
  machine.columns = reader.rows(kVectorsName, dimensions).transpose();
  const auto vectors = static_cast<std::size_t>(machine.columns.cols());
  machine.labels = reader.labels(kLabelsName, vectors, classes);
  machine.coefficients = reader.matrix(kCoefficientsName, vectors, classes);
  machine.gamma = reader.values(kGammaName, 1).front();
  if (machine.gamma <= 0) refuse_tensor(kGammaName, "is not above 0");
  const Matrix pairs = reader.matrix(kPairsName, pair_count(classes), 3);
  reader.finish();
  std::vector<PairSigmoid> sigmoids;
  for (Eigen::Index p = 0; p < pairs.rows(); ++p) {
    machine.bias.push_back(pairs(p, 0));
    sigmoids.push_back({.slope = pairs(p, 1), .offset = pairs(p, 2)});
  }
  return std::make_unique<SvmModel>(std::move(machine), std::move(sigmoids));
}

}  // namespace mrec::classic
