#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mrec::nn {

/// Sums over a batch: each slice of samples has its own, and they are added up in the order of the slices, so
/// that the threads leave no trace.
class SliceSums {
 public:
  void begin(std::size_t slices, std::size_t numbers) {
    numbers_ = numbers;
    sums_.assign((slices + 1) * numbers, 0.0);
  }

  std::span<double> of_slice(std::size_t slice) {
    return std::span(sums_).subspan((slice + 1) * numbers_, numbers_);
  }

  /// Once, when all slices are done.
  std::span<const double> total() {
    for (std::size_t i = numbers_; i < sums_.size(); ++i) sums_[i % numbers_] += sums_[i];
    return std::span(sums_).first(numbers_);
  }

 private:
  std::size_t numbers_ = 0;
  std::vector<double> sums_;  ///< the total, then each slice's
};

}  // namespace mrec::nn
