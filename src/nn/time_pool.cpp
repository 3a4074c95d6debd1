#include "mrec/nn/time_pool.h"

#include <cassert>
#include <cstddef>

namespace mrec::nn {

void pool_time(const MatrixRef& input, std::span<float> pooled) {
  assert(input.rows() > 0 && pooled.size() == 2 * static_cast<std::size_t>(input.cols()));
  Eigen::Map<Eigen::RowVectorXf, 0, Eigen::InnerStride<2>> peaks(pooled.data(), input.cols());
  Eigen::Map<Eigen::RowVectorXf, 0, Eigen::InnerStride<2>> means(pooled.data() + 1, input.cols());
  peaks = input.colwise().maxCoeff();
  means = input.colwise().mean();
}

}  // namespace mrec::nn
