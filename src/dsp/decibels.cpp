#include "mrec/dsp/decibels.h"

#include <cstddef>
#include <span>

#include "dsp/dsp_kernels.h"

namespace mrec::dsp {

Matrix decibels(Matrix power, float top_db) {
  const std::span<float> values(power.data(), static_cast<std::size_t>(power.size()));
  const float loudest = to_decibels(values);
  raise_to(loudest - top_db, values);
  return power;
}

}  // namespace mrec::dsp
