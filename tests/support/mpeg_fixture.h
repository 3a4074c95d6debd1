#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "support/audio_fixture.h"

namespace mrec::testing {

enum class BitRate { kConstant, kAverage, kVariable };

struct MpegSound {
  std::vector<float> samples;  ///< interleaved
  int rate_hz = 44100;
  int channels = 2;
  BitRate bit_rate = BitRate::kConstant;
  double compression = 0.5;  ///< 0 best to 1 smallest; the latter is 32 or 8 kbit/s at a constant bit rate
};

/// An MPEG file of layer III, with a Xing tag in its first frame unless the frames are too short for one.
std::string mpeg_bytes(const std::filesystem::path& scratch, const MpegSound& sound);

bool has_xing_tag(std::string_view bytes);

/// The same stream without the frame of the tag.
std::string without_xing_tag(std::string_view bytes);

}  // namespace mrec::testing
