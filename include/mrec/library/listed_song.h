#pragma once

#include <filesystem>
#include <string>

namespace mrec::library {

/// A song as the list of another program names it. What it does not say is empty.
struct ListedSong {
  std::string path;  ///< an entry as of read_favourites()
  std::string artist;
  std::string title;
  std::filesystem::path folder = {};  ///< what the path is relative to

  bool operator==(const ListedSong&) const = default;
};

}  // namespace mrec::library
