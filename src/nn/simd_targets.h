#pragma once

// To be included before any Highway header. Vectors whose size is unknown at compile time (SVE, RVV) are left
// out, because the kernels keep arrays of accumulators; arm64 uses NEON.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV | HWY_SSE4)
