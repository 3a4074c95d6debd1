#pragma once

#include <string>

namespace benchmark {

struct ThroughputOptions {
  double seconds = 5;   ///< a measurement
  std::string network;  ///< "course" or "logmel"; empty for both
};

/// Training and forward pass of each network on one and on two threads, batches of 32 in memory; a line each:
/// "course train 2 threads 12345 chunks/s 98.7 GFLOP/s 0.45 of gemm". Networks and Eigen's product of
/// matrices take turns of a twentieth of the time, and the figures are medians of the turns, so that
/// neighbours on the machine disturb both alike. Lines that begin with # say the same per processor time.
void measure_networks(const ThroughputOptions& options);

}  // namespace benchmark
