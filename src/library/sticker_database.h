#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mrec::library {

/// What clients of MPD noted of a song in its sticker database.
struct StickerSong {
  std::string uri;               ///< relative to MPD's music directory
  std::optional<double> rating;  ///< 0 to 10
  std::optional<double> like;    ///< 0: hated, 1: neither, 2: loved
  double plays = 0;
};

/// Every song that has one of these stickers, by uri. Throws Error{kIo, kFormat} for a file that is damaged,
/// busy or has no stickers' table.
std::vector<StickerSong> read_stickers(const std::filesystem::path& database);

}  // namespace mrec::library
