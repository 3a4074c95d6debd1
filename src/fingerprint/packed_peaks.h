#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mrec/fingerprint/peak.h"

namespace mrec::fingerprint {

/// Peaks in order of time as files keep them, 4 bytes each: from the low end 8 bits of level (dB above -64),
/// 12 bits of frequency (eighths of a bin), 12 bits of time since the one before (quarters of a frame). A
/// longer gap is bridged by words that have time only.
std::vector<std::uint32_t> pack(std::span<const Peak> peaks);

/// Any words give peaks in order of time.
std::vector<Peak> unpack(std::span<const std::uint32_t> packed);

}  // namespace mrec::fingerprint
