#include "classic/linear_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "classic/state.h"

namespace mrec::classic {
namespace {

constexpr const char* kKernelName = "dense.kernel";
constexpr const char* kBiasName = "dense.bias";

void log_softmax(Eigen::RowVectorXd& logits) {
  logits.array() -= logits.maxCoeff();
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit);
  // What is impossible stays finite even as a float.
  logits = (logits.array() - std::log(sum)).max(static_cast<double>(kImpossibleLogit));
}

void log_sigmoid(Eigen::RowVectorXd& logits) {
  for (double& logit : logits) logit = std::min(logit, 0.0) - std::log1p(std::exp(-std::abs(logit)));
}

}  // namespace

LinearModel::LinearModel(Matrix kernel, Vector bias, Link link)
    : kernel_(std::move(kernel)), bias_(std::move(bias)), link_(link) {
  assert(kernel_.cols() == bias_.size());
}

Matrix LinearModel::log_probabilities(const MatrixRef& vectors) const {
  assert(vectors.cols() == kernel_.rows());
  Matrix result(vectors.rows(), bias_.size());
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    Eigen::RowVectorXd logits = bias_.transpose().cast<double>();
    // Number by number, so that no order of summation depends on how many rows there are.
    for (Eigen::Index k = 0; k < vectors.cols(); ++k) {
      logits += static_cast<double>(vectors(i, k)) * kernel_.row(k).cast<double>();
    }
    link_ == Link::kSoftmax ? log_softmax(logits) : log_sigmoid(logits);
    result.row(i) = logits.cast<float>();
  }
  return result;
}

std::vector<NamedTensor> LinearModel::state() const {
  return {matrix_tensor(kKernelName, kernel_),
          values_tensor(kBiasName, {bias_.data(), bias_.data() + bias_.size()})};
}

std::unique_ptr<LinearModel> spread_over_classes(const Eigen::MatrixXd& kernel, const Eigen::VectorXd& bias,
                                                 const std::vector<int>& present, int classes) {
  Matrix all = Matrix::Zero(kernel.rows(), classes);
  Vector biases = Vector::Constant(classes, kImpossibleLogit);
  for (std::size_t k = 0; k < present.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k);
    all.col(present[k]) = kernel.col(column).cast<float>();
    biases(present[k]) = static_cast<float>(bias(column));
  }
  return std::make_unique<LinearModel>(std::move(all), std::move(biases));
}

std::unique_ptr<VectorModel> load_linear(std::vector<NamedTensor> state, std::size_t dimensions,
                                         std::size_t classes, Link link) {
  StateReader reader(std::move(state));
  Matrix kernel = reader.matrix(kKernelName, dimensions, classes);
  const std::vector<float> bias = reader.values(kBiasName, classes);
  reader.finish();
  return std::make_unique<LinearModel>(std::move(kernel),
                                       Eigen::Map<const Vector>(bias.data(), std::ssize(bias)), link);
}

}  // namespace mrec::classic
