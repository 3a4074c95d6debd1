#include "mrec/dsp/decibels.h"

#include "dsp/dsp_kernels.h"

namespace mrec::dsp {

void decibels(std::span<float> power, float top_db) {
  const float loudest = to_decibels(power);
  raise_to(loudest - top_db, power);
}

}  // namespace mrec::dsp
