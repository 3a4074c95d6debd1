#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace mrec::generator {

/// Pseudo-random choices that are the same with every standard library: the engine's output is fixed by the
/// C++ standard, and what the standard leaves open (seeding from text, distributions) is done here.
class Random {
 public:
  explicit Random(std::string_view seed);

  /// In [0, 1).
  double uniform();

  /// In [low, high).
  double between(double low, double high);

  /// White noise, in [-1, 1).
  float noise();

  /// In [0, count); count must not be 0.
  std::size_t below(std::size_t count);

  bool chance(double probability);

  /// One element of a list that is not empty.
  template <typename T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace mrec::generator
