#include "mrec/library/favourites.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "entry_forms.h"
#include "mrec/core/error.h"
#include "track_finder.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& list) {
  std::error_code error;
  if (fs::is_directory(list, error)) {
    throw Error(ErrorKind::kIo, list.string(), "is a folder", "name a file with one path a line");
  }
  std::ifstream file(list, std::ios::binary);
  if (!file) throw Error(ErrorKind::kIo, list.string(), "cannot be read (" + system_error_text() + ")");
  std::string text;
  std::array<char, 65536> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw Error(ErrorKind::kIo, list.string(), "cannot be read to the end");
  if (text.find('\0') != std::string::npos) {
    throw Error(ErrorKind::kData, list.string(), "is not a list in UTF-8",
                "give a text file with one path a line");
  }
  return text;
}

bool is_entry(std::string_view line) {
  return !line.starts_with('#') && line.find_first_not_of(" \t") != std::string_view::npos;
}

/// Empty when it was removed meanwhile: then relative paths name nothing.
fs::path working_folder() {
  std::error_code error;
  return fs::current_path(error);
}

/// Finds what one entry means.
class Matcher {
 public:
  Matcher(const fs::path& list_folder, const Index& index)
      : folders_{working_folder() / list_folder, working_folder(), index.root},
        index_(index),
        finder_(index) {}

  FavouriteMatch match(const std::string& entry) {
    FavouriteMatch match{.entry = entry, .track = {}, .file = {}, .problem = {}};
    for (const std::string& form : entry_forms(entry)) {
      if (in_library(form, match) || on_disk(form, match) || by_name(form, match)) return match;
    }
    match.problem = "is neither in the library nor a file";
    return match;
  }

 private:
  /// The places that a path may mean; an absolute path replaces the folder it is joined to.
  std::vector<fs::path> places(const fs::path& path) const {
    std::vector<fs::path> places;
    for (const fs::path& folder : folders_) {
      places.push_back(folder / path);
      if (path.is_absolute()) break;
    }
    return places;
  }

  bool in_library(const fs::path& path, FavouriteMatch& match) {
    for (const fs::path& place : places(path)) {
      match.track = finder_.by_path(place);
      if (match.track) return true;
    }
    return false;
  }

  bool on_disk(const fs::path& path, FavouriteMatch& match) const {
    std::error_code error;
    for (const fs::path& place : places(path)) {
      if (!fs::is_regular_file(place, error)) continue;
      match.file = place.lexically_normal();
      return true;
    }
    for (const fs::path& place : places(path)) {
      if (!fs::is_directory(place, error)) continue;
      match.problem = "is a folder";
      return true;
    }
    return false;
  }

  bool by_name(const fs::path& path, FavouriteMatch& match) const {
    const auto namesakes = finder_.by_file_name(path.filename().native());
    if (!namesakes) return false;
    if (namesakes->second) {
      match.problem = "is a name of several tracks: " + index_.tracks[namesakes->first].path.string() + ", " +
                      index_.tracks[*namesakes->second].path.string();
    } else {
      match.track = namesakes->first;
    }
    return true;
  }

  std::vector<fs::path> folders_;
  const Index& index_;
  TrackFinder finder_;
};

/// Remembers what was named before.
class Seen {
 public:
  bool add(const FavouriteMatch& match) {
    if (match.track) return tracks_.insert(*match.track).second;
    if (match.file) {
      if (const auto identity = identity_of(*match.file)) return files_.insert(*identity).second;
    }
    return entries_.insert(match.entry).second;
  }

 private:
  std::set<std::size_t> tracks_;
  std::set<FileIdentity> files_;
  std::set<std::string> entries_;
};

}  // namespace

std::vector<std::string> read_favourites(const fs::path& list) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const std::string text = read_text(list);
  std::string_view rest = text;
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  std::vector<std::string> entries;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (is_entry(line)) entries.emplace_back(line);
  }
  if (entries.empty())
    throw Error(ErrorKind::kData, list.string(), "names no track", "write one path a line");
  return entries;
}

std::vector<FavouriteMatch> match_favourites(const std::vector<std::string>& entries,
                                             const fs::path& list_folder, const Index& index) {
  Matcher matcher(list_folder, index);
  Seen seen;
  std::vector<FavouriteMatch> matches;
  for (const std::string& entry : entries) {
    FavouriteMatch match = matcher.match(entry);
    if (seen.add(match)) matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace mrec::library
