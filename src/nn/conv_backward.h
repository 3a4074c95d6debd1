#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/nn/layer.h"
#include "nn/conv_plan.h"
#include "nn/thread_scratch.h"

namespace mrec::nn {

/// The backward pass of a convolution over a batch: each slice of samples has sums of its own, which are
/// added up in the order of the slices, so that the threads leave no trace.
class ConvBackward {
 public:
  /// Before a batch of so many slices.
  void begin(const ConvPlan& plan, const Parameter& kernel, std::size_t slices);

  /// Before the first sample of a slice.
  void begin_slice(std::size_t slice);

  /// One sample; d_rows(RowRange) gives those rows of the output's gradient. Overwrites d_input unless it is
  /// empty.
  template <class RowsOf>
  void add_sample(std::size_t slice, std::span<const float> input, std::span<float> d_input,
                  const RowsOf& d_rows) {
    const std::span<const float> values = plan_.padded(input);
    const bool crop = plan_.border.border > 0 && !d_input.empty();
    const std::span<float> d_values =
        crop ? thread_scratch(Scratch::kPaddedGradient, plan_.border.size()) : d_input;
    std::fill(d_values.begin(), d_values.end(), 0.0F);
    const Strips strips(plan_.shape.out_height(), plan_.shape.out_line());
    for (std::size_t i = 0; i < strips.count(); ++i) {
      add_rows(slice, strips[i], values, d_rows(strips[i]), d_values);
    }
    if (crop) crop_sample(plan_.border, d_values, d_input);
  }

  /// After the batch: overwrites the gradients, the bias's unless it is null.
  void finish(Parameter& kernel, Parameter* bias, const Workers& workers) const;

 private:
  void add_rows(std::size_t slice, RowRange rows, std::span<const float> input, std::span<const float> d_rows,
                std::span<float> d_input);

  std::size_t numbers_of_slice() const { return transposed_.size() + plan_.shape.filters; }
  void sum_slices(std::size_t first, std::span<float> gradient) const;

  ConvPlan plan_;
  std::size_t slices_ = 0;
  std::vector<float> transposed_;
  std::vector<float> sums_;  ///< of each slice: kernel, then bias
};

}  // namespace mrec::nn
