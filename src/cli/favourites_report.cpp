#include "cli/favourites_report.h"

#include <algorithm>

#include "mrec/core/one_line.h"
#include "mrec/recommend/playlist.h"

namespace mrec::cli {
namespace {

using library::FavouriteMatch;
using library::KeptFavourites;

constexpr std::size_t kNamed = 5;  // of those that are missing

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + (count == 1 ? " was " : " were ") + what;
}

void append(std::string& text, const std::string& part) {
  text += (text.empty() ? "" : ", ") + part;
}

recommend::PlaylistEntry entry_of(const FavouriteMatch& favourite, const library::Index& index) {
  if (favourite.track) return recommend::entry_of(index.track(*favourite.track), index.root());
  recommend::PlaylistEntry entry;
  entry.path = favourite.file ? favourite.file->native() : favourite.entry;
  return entry;
}

}  // namespace

std::string text_of(const KeptFavourites::Change& change, const char* unchanged) {
  std::string text;
  if (change.added > 0) append(text, "added " + std::to_string(change.added));
  if (change.removed > 0) append(text, "removed " + std::to_string(change.removed));
  if (text.empty()) text = "nothing changed";
  if (change.unchanged > 0) append(text, counted(change.unchanged, unchanged));
  return text;
}

std::vector<std::string> warnings_of(const KeptFavourites::Change& change) {
  std::vector<std::string> warnings;
  for (const FavouriteMatch& each : change.not_found) {
    warnings.push_back(one_line(each.entry) + ": " + each.problem + ": left out");
  }
  for (const std::string& path : change.impossible) {
    warnings.push_back(one_line(path) + ": has a line break in its name, which a list cannot hold: left out");
  }
  return warnings;
}

std::vector<std::string> warnings_of(const KeptFavourites& list) {
  std::vector<std::string> warnings;
  for (const FavouriteMatch& each : list.favourites()) {
    if (!each.problem.empty()) warnings.push_back(one_line(each.entry) + ": " + each.problem);
  }
  return warnings;
}

std::string lines_of(const KeptFavourites& list) {
  std::string text;
  for (const FavouriteMatch& each : list.favourites()) text += list.entry_of(each) + "\n";
  return text;
}

std::string json_of(const KeptFavourites& list, const library::Index& index) {
  std::vector<recommend::PlaylistEntry> entries;
  for (const FavouriteMatch& each : list.favourites()) entries.push_back(entry_of(each, index));
  return recommend::to_json(entries);
}

std::string missing_warning(const std::vector<std::string>& missing, std::size_t songs) {
  std::string text = std::to_string(missing.size()) + " of " + std::to_string(songs) + " not found: ";
  const std::size_t named = std::min(kNamed, missing.size());
  for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + one_line(missing[i]);
  return named < missing.size() ? text + ", ..." : text;
}

std::string nameless_warning(std::size_t count) {
  return std::to_string(count) + " loved " + (count == 1 ? "song has" : "songs have") +
         " no name in the feedback: import the listens of the same export with it";
}

}  // namespace mrec::cli
