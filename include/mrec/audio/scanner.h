#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/audio/section.h"
#include "mrec/audio/tags.h"

namespace mrec::audio {

/// What a CUE sheet says of one of its tracks.
struct SheetTrack {
  std::filesystem::path file;  ///< the audio file it lies in, relative to Scan::root
  Section section;
  Tags tags;
};

/// A file that may hold sound, or a track of a CUE sheet.
struct ScannedFile {
  /// Relative to Scan::root; its bytes are kept as they are. A track of a CUE sheet is called by its audio
  /// file and its number: "album.flac#03".
  std::filesystem::path path;
  std::uint64_t size_bytes = 0;  ///< of the audio file
  std::int64_t mtime_us = 0;     ///< last change of the audio file (or the sheet), microseconds since 1970
  std::optional<SheetTrack> sheet = {};

  /// What is to be opened.
  const std::filesystem::path& audio_file() const { return sheet ? sheet->file : path; }
};

struct Scan {
  std::filesystem::path root;  ///< absolute: the deepest folder that holds everything asked for
  std::vector<ScannedFile>
      files;  ///< sorted by the bytes of their relative path, each once (links to the same file too)
  std::vector<std::string> warnings;  ///< folders that could not be read, links that lead nowhere
};

/// Walks files and folders. In folders, hidden entries (".x") and what is not audio are passed over: a file
/// counts when its first bytes look like a known audio format or its name ends like one (so that a damaged
/// song is reported and not lost). A file named in `paths` itself always counts. Every folder is entered
/// once, however links loop.
///
/// A CUE sheet ("*.cue", met in a folder or named itself) stands for the tracks of an audio file beside it,
/// when it tells two or more of them: they are listed and the whole file is not, even if it is named too. A
/// file named alone, without its folder or its sheet, is one track. Of several sheets for one file the first
/// by name counts; what a sheet says of files elsewhere does not.
///
/// Throws Error{kIo} for a path that does not exist. Never blocks on FIFOs or devices.
Scan scan(std::span<const std::filesystem::path> paths);

}  // namespace mrec::audio
