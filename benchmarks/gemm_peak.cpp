#include "gemm_peak.h"

#include <Eigen/Core>

namespace benchmark {

__attribute__((visibility("default"))) void multiply_matrices(int size) {
  thread_local Eigen::MatrixXf a;
  thread_local Eigen::MatrixXf b;
  thread_local Eigen::MatrixXf c;
  if (a.rows() != size) {
    a = Eigen::MatrixXf::Random(size, size);
    b = Eigen::MatrixXf::Random(size, size);
    c = Eigen::MatrixXf::Zero(size, size);
  }
  c.noalias() = a * b;
}

}  // namespace benchmark
