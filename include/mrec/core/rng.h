#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <utility>

namespace mrec {

/// Random numbers that are the same on every machine and with every standard library: a 64-bit Mersenne
/// twister with our own arithmetic on top, because std distributions differ between implementations.
class Rng {
 public:
  /// Streams of one seed are independent of each other.
  explicit Rng(std::uint64_t seed, std::uint64_t stream = 0);

  std::uint64_t next() { return engine_(); }
  /// Uniform in [0, 1).
  float uniform() { return static_cast<float>(engine_() >> 40) * 0x1.0p-24F; }
  /// Uniform in [0, count); count > 0.
  std::size_t below(std::size_t count);
  /// Fisher-Yates.
  template <class T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace mrec
