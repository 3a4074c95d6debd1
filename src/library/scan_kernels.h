#pragma once

#include <cstddef>
#include <cstdint>

namespace mrec::library {

/// Blocks of tracks (lanes.h), each of which is to be scored for each of several queries.
struct ScanJob {
  const float* blocks = nullptr;     ///< [block][width][lane]
  const float* penalties = nullptr;  ///< [block][lane]
  std::size_t block_count = 0;
  std::size_t width = 0;
  const float* queries = nullptr;  ///< [width][query]
  std::size_t query_count = 0;
  float penalty_weight = 0;
  const float* thresholds = nullptr;  ///< one a query
};

/// scores[block][query][lane] = sum_i blocks[block][i][lane] queries[i][query] - penalty_weight
/// penalties[block][lane]; bit `lane` of hits[block][query] tells whether that is at least thresholds[query].
/// A track's scores do not depend on what else is scored.
void scan_blocks(const ScanJob& job, float* scores, std::uint32_t* hits);

}  // namespace mrec::library
