#pragma once

// Chooses the instruction sets the kernels are built for; to be included before any other Highway header.
// Left out are vectors whose size is unknown at compile time (SVE, RVV), because the kernels keep arrays of
// accumulators (so arm64 uses NEON), and what adds nothing for float32 to the one before.
#define HWY_DISABLED_TARGETS \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSSE3 | HWY_AVX3_DL)

#include <hwy/targets.h>
