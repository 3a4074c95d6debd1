#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mrec::nn {

/// Size of one sample: height (time) x width (coefficient or band) x channels; a flat vector is 1 x 1 x
/// channels.
struct SampleShape {
  int height = 1;
  int width = 1;
  int channels = 1;

  bool operator==(const SampleShape&) const = default;
  std::size_t size() const {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width) *
           static_cast<std::size_t>(channels);
  }
};

/// A batch of float samples, [sample][height][width][channel] with the channel fastest: the channels of one
/// place lie together, so that one vector instruction works on 8 or 16 of them.
class Tensor {
 public:
  Tensor() = default;
  Tensor(std::size_t samples, SampleShape shape) { resize(samples, shape); }

  /// Contents are unspecified after a change of size; memory is kept for reuse and never shrinks.
  void resize(std::size_t samples, SampleShape shape) {
    samples_ = samples;
    shape_ = shape;
    if (values_.size() < size()) values_.resize(size());
  }

  std::size_t samples() const { return samples_; }
  SampleShape shape() const { return shape_; }
  std::size_t size() const { return samples_ * shape_.size(); }
  std::span<float> values() { return std::span(values_).first(size()); }
  std::span<const float> values() const { return std::span(values_).first(size()); }
  std::span<float> sample(std::size_t i) { return values().subspan(i * shape_.size(), shape_.size()); }
  std::span<const float> sample(std::size_t i) const {
    return values().subspan(i * shape_.size(), shape_.size());
  }

 private:
  std::size_t samples_ = 0;
  SampleShape shape_;
  std::vector<float> values_;
};

}  // namespace mrec::nn
