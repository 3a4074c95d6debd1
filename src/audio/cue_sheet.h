#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/audio/section.h"
#include "mrec/audio/tags.h"

namespace mrec::audio {

/// A track of sound in a CUE sheet.
struct CueTrack {
  int number = 0;
  Section section;  ///< from its INDEX 01 to that of the next track in the same file
  Tags tags;        ///< its own; where it has none, those of the album
};

/// A file that a sheet names, and its tracks in their order.
struct CueFile {
  std::string name;        ///< as text
  std::string name_bytes;  ///< as it stands in the sheet, whatever its encoding
  std::vector<CueTrack> tracks;
};

/// Reads a sheet in UTF-8 or, when it is not that, in Latin-1. What makes no sense is passed over: a damaged
/// line costs what it says, not the sheet. Tracks of data and tracks without a beginning are left out.
std::vector<CueFile> parse_cue_sheet(std::string_view bytes);

}  // namespace mrec::audio
