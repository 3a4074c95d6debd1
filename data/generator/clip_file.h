#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "score/genre.h"

namespace mrec::generator {

enum class ClipFormat { kOgg, kWav };

/// What the file says about its song.
struct ClipTags {
  std::string artist, title, album, date, genre;

  bool operator==(const ClipTags&) const = default;
};

ClipTags tags_of(const Genre& genre, const Song& song);

/// Path within the data folder: "<genre>/<title in small letters and hyphens>.<ending>".
std::filesystem::path clip_path(const Genre& genre, const Song& song, ClipFormat format);

struct Clip {
  Signal signal;
  ClipTags tags;
};

/// Writes to a temporary name beside the path and renames. Throws std::runtime_error.
void write_clip(const std::filesystem::path& path, const Clip& clip, ClipFormat format);

/// Decodes a file that write_clip wrote. Throws std::runtime_error, also for another sample rate or more
/// channels.
Clip read_clip(const std::filesystem::path& path);

}  // namespace mrec::generator
