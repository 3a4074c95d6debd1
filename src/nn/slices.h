#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "mrec/core/parallel.h"
#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// Samples that are worked on together. Fixed, so that sums over a batch, taken slice by slice and then in
/// the order of the slices, do not depend on the number of threads.
constexpr std::size_t kSliceSamples = 4;

inline std::size_t slice_count(std::size_t samples) {
  return (samples + kSliceSamples - 1) / kSliceSamples;
}

/// Some samples in a row of a batch.
struct Slice {
  std::size_t index = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

inline std::span<const float> slice_of(const Tensor& batch, const Slice& slice) {
  const std::size_t size = batch.shape().size();
  return batch.values().subspan(slice.begin * size, (slice.end - slice.begin) * size);
}

inline std::span<float> slice_of(Tensor& batch, const Slice& slice) {
  const std::size_t size = batch.shape().size();
  return batch.values().subspan(slice.begin * size, (slice.end - slice.begin) * size);
}

inline Slice slice_at(std::size_t index, std::size_t samples) {
  const std::size_t begin = index * kSliceSamples;
  return {.index = index, .begin = begin, .end = std::min(begin + kSliceSamples, samples)};
}

/// Calls body(Slice) for every slice of a batch, on all threads.
template <class Body>
void for_each_slice(std::size_t samples, const Workers& workers, const Body& body) {
  workers.for_each(slice_count(samples), [&](std::size_t i) { body(slice_at(i, samples)); });
}

}  // namespace mrec::nn
