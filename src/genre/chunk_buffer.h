#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// Samples of one shape as they arrive, before their number is known.
class ChunkBuffer {
 public:
  /// All samples of a tensor, which are of the shape of those before.
  void add(const nn::Tensor& samples) {
    if (samples.samples() == 0) return;
    shape_ = samples.shape();
    values_.insert(values_.end(), samples.values().begin(), samples.values().end());
    count_ += samples.samples();
  }

  std::size_t count() const { return count_; }
  nn::SampleShape shape() const { return shape_; }

  /// The samples of `count` from `first` on, as numbers.
  std::span<const float> values(std::size_t first, std::size_t count) const {
    return std::span(values_).subspan(first * shape_.size(), count * shape_.size());
  }

  nn::Tensor to_tensor() && {
    nn::Tensor tensor(count_, shape_);
    std::ranges::copy(values_, tensor.values().begin());
    return tensor;
  }

 private:
  nn::SampleShape shape_;
  std::vector<float> values_;
  std::size_t count_ = 0;
};

}  // namespace mrec::genre
