#include <cmath>

#include "audio/cue_sheet.h"
#include "fuzzer.h"

void mrec::fuzz::read_input(Bytes bytes) {
  for (const audio::CueFile& file : audio::parse_cue_sheet(text_of(bytes))) {
    for (const audio::CueTrack& track : file.tracks) {
      const auto [start, end] = track.section;
      require(std::isfinite(start) && start >= 0, "a track begins somewhere");
      require(std::isfinite(end) && (end == 0 || end > start), "a track ends behind its beginning");
    }
  }
}
