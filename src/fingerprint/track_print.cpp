#include "mrec/fingerprint/track_print.h"

#include <algorithm>
#include <array>

#include "fingerprint/packed_peaks.h"
#include "fingerprint/segment.h"
#include "mrec/audio/recording.h"
#include "mrec/fingerprint/peak_stream.h"

namespace mrec::fingerprint {

TrackPrint print_of(const TrackSource& source) {
  PeakStream stream;
  const std::array outputs = {audio::StreamOutput{.rate_hz = kRate_hz, .sink = stream}};
  audio::stream(source.file, {.length_s = 0, .section = source.section}, outputs);
  const auto frames = std::min<std::int64_t>(stream.frames(), Segment::kMostFrames);
  std::vector<Peak> peaks = strongest(stream.finish(), TrackPrint::kPeaksPerSecond);
  std::erase_if(peaks, [&](const Peak& peak) { return peak.frame > static_cast<float>(frames) - 1; });
  TrackPrint print{.source = source, .frames = static_cast<std::uint32_t>(frames), .peaks = pack(peaks)};
  print.source.file.clear();
  return print;
}

}  // namespace mrec::fingerprint
