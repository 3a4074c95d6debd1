#include "mrec/nn/learning_rate.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace mrec::nn {

double rate_at(const RateSchedule& schedule, std::int64_t step) {
  const std::int64_t warm_up = schedule.warm_up_steps;
  assert(step >= 0 && warm_up >= 0 && warm_up <= schedule.steps);
  if (step < warm_up) {
    return schedule.peak * static_cast<double>(step + 1) / static_cast<double>(warm_up);
  }
  if (schedule.shape == RateShape::kConstant) return schedule.peak;
  if (step >= schedule.steps) return 0;
  const double done = static_cast<double>(step - warm_up) / static_cast<double>(schedule.steps - warm_up);
  return schedule.peak * 0.5 * (1.0 + std::cos(std::numbers::pi * done));
}

}  // namespace mrec::nn
