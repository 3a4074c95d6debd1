#include "mrec/fingerprint/peak.h"

#include <cstddef>

namespace mrec::fingerprint {

std::vector<Peak> strongest(std::span<const Peak> peaks, double per_second) {
  constexpr auto kReach = static_cast<float>(kFramesPerSecond);
  std::vector<Peak> kept;
  std::size_t first = 0;
  for (const Peak& peak : peaks) {
    while (peaks[first].frame < peak.frame - kReach) ++first;
    int stronger = 0;
    for (std::size_t i = first; i < peaks.size() && peaks[i].frame <= peak.frame + kReach; ++i) {
      if (peaks[i].level_db > peak.level_db) ++stronger;
    }
    if (stronger < 2 * per_second) kept.push_back(peak);
  }
  return kept;
}

}  // namespace mrec::fingerprint
