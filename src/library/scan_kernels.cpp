#include "library/scan_kernels.h"

#include <algorithm>
#include <cstring>

#include "core/simd_targets.h"
#include "mrec/library/lanes.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "library/scan_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::library {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, 16>;  // no more than half a block

/// Queries whose sums are held in registers, two vectors of lanes each; there are 16 or 32 registers.
#if HWY_ARCH_X86 && HWY_TARGET > HWY_AVX3
constexpr std::size_t kMostQueries = 6;
#else
constexpr std::size_t kMostQueries = 12;
#endif

HWY_INLINE std::uint32_t bits_of(Lanes d, hn::Mask<Lanes> mask) {
  std::uint8_t bytes[8] = {};
  hn::StoreMaskBits(d, mask, bytes);
  std::uint32_t bits = 0;
  std::memcpy(&bits, bytes, sizeof bits);
  return bits;
}

/// Q queries from `queries` on for two vectors of lanes from `lane` on.
template <std::size_t Q>
HWY_INLINE void scan_tile(Lanes d, const ScanJob& job, const float* block, const float* penalties,
                          std::size_t first, std::size_t lane, float* scores, std::uint32_t* hits) {
  const std::size_t n = hn::Lanes(d);
  hn::Vec<Lanes> sums[Q][2];
  const auto weight = hn::Set(d, -job.penalty_weight);
  for (std::size_t v = 0; v < 2; ++v) {
    const auto start = hn::Mul(weight, hn::LoadU(d, penalties + lane + v * n));
    for (std::size_t q = 0; q < Q; ++q) sums[q][v] = start;
  }
  const float* numbers = block + lane;
  const float* queries = job.queries + first;
  for (std::size_t i = 0; i < job.width; ++i, numbers += kLanes, queries += job.query_count) {
    const auto left = hn::LoadU(d, numbers);
    const auto right = hn::LoadU(d, numbers + n);
    for (std::size_t q = 0; q < Q; ++q) {
      const auto factor = hn::Set(d, queries[q]);
      sums[q][0] = hn::MulAdd(factor, left, sums[q][0]);
      sums[q][1] = hn::MulAdd(factor, right, sums[q][1]);
    }
  }
  for (std::size_t q = 0; q < Q; ++q) {
    const auto threshold = hn::Set(d, job.thresholds[first + q]);
    for (std::size_t v = 0; v < 2; ++v) {
      hn::StoreU(sums[q][v], d, scores + (first + q) * kLanes + lane + v * n);
      hits[first + q] |= bits_of(d, hn::Ge(sums[q][v], threshold)) << (lane + v * n);
    }
  }
}

using Tile = void (*)(Lanes, const ScanJob&, const float*, const float*, std::size_t, std::size_t, float*,
                      std::uint32_t*);

/// The tile of so many queries.
Tile TileOf(std::size_t queries) {
  static constexpr Tile kTiles[] = {
    &scan_tile<1>,
    &scan_tile<2>,
    &scan_tile<3>,
    &scan_tile<4>,
    &scan_tile<5>,
    &scan_tile<6>,
#if !(HWY_ARCH_X86 && HWY_TARGET > HWY_AVX3)
    &scan_tile<7>,
    &scan_tile<8>,
    &scan_tile<9>,
    &scan_tile<10>,
    &scan_tile<11>,
    &scan_tile<12>
#endif
  };
  return kTiles[queries - 1];
}

void ScanBlocks(const ScanJob& job, float* scores, std::uint32_t* hits) {
  const Lanes d;
  const std::size_t tiles = (job.query_count + kMostQueries - 1) / kMostQueries;
  std::fill_n(hits, job.block_count * job.query_count, 0U);
  for (std::size_t b = 0; b < job.block_count; ++b) {
    const float* block = job.blocks + b * job.width * kLanes;
    float* block_scores = scores + b * job.query_count * kLanes;
    std::uint32_t* block_hits = hits + b * job.query_count;
    for (std::size_t t = 0; t < tiles; ++t) {
      const std::size_t first = job.query_count * t / tiles;
      const Tile tile = TileOf(job.query_count * (t + 1) / tiles - first);
      for (std::size_t lane = 0; lane < kLanes; lane += 2 * hn::Lanes(d)) {
        tile(d, job, block, job.penalties + b * kLanes, first, lane, block_scores, block_hits);
      }
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::library
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::library {

HWY_EXPORT(ScanBlocks);

void scan_blocks(const ScanJob& job, float* scores, std::uint32_t* hits) {
  HWY_DYNAMIC_DISPATCH(ScanBlocks)(job, scores, hits);
}

}  // namespace mrec::library
#endif
