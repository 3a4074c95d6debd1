#include "gemm_peak.h"

#include <Eigen/Core>
#include <chrono>

namespace benchmark {

__attribute__((visibility("default"))) double gemm_flops(int size) {
  thread_local Eigen::MatrixXf a;
  thread_local Eigen::MatrixXf b;
  thread_local Eigen::MatrixXf c;
  if (a.rows() != size) {
    a = Eigen::MatrixXf::Random(size, size);
    b = Eigen::MatrixXf::Random(size, size);
    c = Eigen::MatrixXf::Zero(size, size);
  }
  const auto start = std::chrono::steady_clock::now();
  c.noalias() = a * b;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return 2.0 * size * size * size / seconds.count();
}

}  // namespace benchmark
