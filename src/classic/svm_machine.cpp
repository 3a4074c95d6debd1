#include "classic/svm_machine.h"

#include <cassert>
#include <cmath>

#include "classic/distances.h"

namespace mrec::classic {

std::vector<std::size_t> SvmMachine::known_classes() const {
  std::vector<char> seen(classes());
  for (const int label : labels) seen[static_cast<std::size_t>(label)] = 1;
  std::vector<std::size_t> known;
  for (std::size_t k = 0; k < seen.size(); ++k) {
    if (seen[k] != 0) known.push_back(k);
  }
  return known;
}

Eigen::MatrixXd SvmMachine::decisions(const Eigen::Ref<const Eigen::RowVectorXf>& vector) const {
  assert(vector.size() == columns.rows());
  const Eigen::ArrayXd distances = squared_distances(columns, vector);
  // (own class x other class), the sum of what the class's vectors say
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(coefficients.cols(), coefficients.cols());
  for (Eigen::Index s = 0; s < distances.size(); ++s) {
    const double kernel = std::exp(-static_cast<double>(gamma) * distances(s));
    sums.row(labels[static_cast<std::size_t>(s)]) += kernel * coefficients.row(s).cast<double>();
  }
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(sums.rows(), sums.cols());
  std::size_t pair = 0;
  for (Eigen::Index i = 0; i < sums.rows(); ++i) {
    for (Eigen::Index j = i + 1; j < sums.cols(); ++j) {
      result(i, j) = sums(i, j) + sums(j, i) + static_cast<double>(bias[pair++]);
      result(j, i) = -result(i, j);
    }
  }
  return result;
}

}  // namespace mrec::classic
