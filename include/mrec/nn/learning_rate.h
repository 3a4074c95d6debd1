#pragma once

#include <cstdint>

namespace mrec::nn {

enum class RateShape {
  kConstant,  ///< the peak until the end
  kCosine,    ///< half a cosine from the peak to 0 (Loshchilov and Hutter 2017, equation 5, one period)
};

/// The learning rate over the steps of a training.
struct RateSchedule {
  RateShape shape = RateShape::kConstant;
  double peak = 1e-3;
  std::int64_t warm_up_steps = 0;  ///< rise to the peak in equal parts, whatever the shape; `steps` at most
  std::int64_t steps = 1;          ///< of the whole training, at least 1
};

/// For step 0 ... steps - 1: peak * (step + 1) / warm_up_steps while it warms up, then the shape. A cosine
/// starts with the peak and reaches 0 at `steps`, when the training is over: no step is wasted on rate 0.
double rate_at(const RateSchedule& schedule, std::int64_t step);

}  // namespace mrec::nn
