#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <functional>

namespace benchmark {

/// Calls `work`, which goes through so many pieces, and prints what it cost a piece, in microseconds by wall
/// and by processor, on a line of its own.
inline void print_cost(std::size_t pieces, const std::function<void()>& work) {
  const std::clock_t cpu = std::clock();
  const auto wall = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::micro> wall_us = std::chrono::steady_clock::now() - wall;
  const double cpu_us = 1e6 * static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  std::printf("%.3f %.3f\n", wall_us.count() / static_cast<double>(pieces),
              cpu_us / static_cast<double>(pieces));
  std::fflush(stdout);
}

}  // namespace benchmark
