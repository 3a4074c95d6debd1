#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audio/cue_sheet.h"

namespace mrec::audio {

/// Whether the name ends like that of a CUE sheet, in capitals or not.
bool has_sheet_name(const std::filesystem::path& path);

/// Whether a file's name or, if that says nothing, its first bytes are those of sound. False for what cannot
/// be read.
bool may_hold_sound(const std::filesystem::path& path);

/// An audio file and its tracks.
struct SheetedFile {
  std::filesystem::path path;  ///< in the sheet's folder
  std::vector<CueTrack> tracks;
};

/// What a sheet says of the folder it lies in.
struct SheetFolder {
  std::vector<SheetedFile> files;  ///< those with two or more tracks
  std::vector<std::string>
      warnings;  ///< files that are missing or lie elsewhere, a sheet that cannot be read
};

/// A file is found by its name, by its name in other capitals, or by its stem with another audio ending
/// (sheets often keep the name of the WAV that a FLAC was made of). Never throws for a bad sheet.
SheetFolder read_sheet(const std::filesystem::path& sheet);

}  // namespace mrec::audio
