#include "list_text.h"
#include "mrec/core/error.h"
#include "mrec/library/favourites.h"
#include "xspf_list.h"

namespace mrec::library {

std::vector<std::string> read_favourites(const std::filesystem::path& list) {
  const std::string text = read_list_text(list);
  std::vector<std::string> entries;
  if (is_xspf(text)) {
    for (ListedSong& song : read_xspf(text, list.string())) {
      if (!song.path.empty()) entries.push_back(std::move(song.path));
    }
    if (entries.empty()) {
      throw Error(ErrorKind::kData, list.string(), "names no file",
                  "look its tracks up by their titles with mrec favorites import");
    }
    return entries;
  }
  for (ListLine& line : list_lines(text)) {
    if (!line.entry.empty()) entries.push_back(std::move(line.entry));
  }
  if (entries.empty())
    throw Error(ErrorKind::kData, list.string(), "names no track", "write one path a line");
  return entries;
}

}  // namespace mrec::library
