#include "mrec/library/kept_favourites.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include "list_text.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "xspf_list.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

const fs::path& root_of(const Index& index) {
  return index.root();
}

Track track_at(const Index& index, std::size_t place) {
  return index.track(place);
}

bool is_directive(std::string_view line) {
  return line.starts_with("#EXT") && !line.starts_with("#EXTM3U");
}

/// Seconds to the millisecond, without zeros at the end: finer than any list is matched.
std::string seconds_text(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", seconds);
  std::string number = text.data();
  number.erase(number.find_last_not_of('0') + 1);
  if (number.ends_with('.')) number.pop_back();
  return number;
}

/// What an entry may read like that is written so in the working folder.
std::array<std::string, 2> readings(const std::string& text) {
  std::error_code error;
  return {text, fs::absolute(text, error).lexically_normal().native()};
}

/// What is to go from a list.
class Going {
 public:
  void add(const FavouriteMatch& favourite) {
    if (favourite.track || favourite.file) {
      favourites_.add(favourite);
    } else {
      std::ranges::copy(readings(favourite.entry), std::inserter(texts_, texts_.end()));
    }
  }
  bool has(const std::string& entry, const FavouriteMatch& favourite) const {
    return texts_.contains(entry) || favourites_.has(favourite);
  }

 private:
  FavouriteSet favourites_;
  std::set<std::string> texts_;
};

}  // namespace

std::string read_kept_list(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error) ? read_list_text(file) : std::string();
}

KeptFavourites::KeptFavourites(std::string_view text, fs::path folder, const Index& index)
    : folder_(std::move(folder)), index_(index) {
  if (is_xspf(text)) {
    throw Error(ErrorKind::kData, "favorites", "the list is an XSPF, which is not changed",
                "import it into another list with mrec favorites import");
  }
  if (text.starts_with(kByteOrderMark)) start_ = kByteOrderMark;
  std::vector<std::string> entries;
  for (ListLine& line : list_lines(text)) {
    if (!line.entry.empty()) entries.push_back(line.entry);
    lines_.push_back({.text = std::move(line.text), .entry = std::move(line.entry), .favourites = {}});
  }
  auto matches = match_each(entries, folder_, index_);
  auto of_entry = matches.begin();
  for (Line& line : lines_) {
    if (line.entry.empty()) continue;
    line.favourites = std::move(*of_entry++);
    for (const FavouriteMatch& favourite : line.favourites) there_.add(favourite);
  }
}

std::string KeptFavourites::entry_of(const FavouriteMatch& favourite) const {
  if (favourite.file) return favourite.file->native();
  if (!favourite.track) return favourite.entry;
  const Track track = track_at(index_, *favourite.track);
  const std::string path = (root_of(index_) / track.audio_file()).native();
  return track.is_section() ? path + "#t=" + seconds_text(track.start_s) : path;
}

bool KeptFavourites::has(const FavouriteMatch& favourite) const {
  if (favourite.track || favourite.file) return there_.has(favourite);
  const auto texts = readings(favourite.entry);
  return std::ranges::any_of(
      lines_, [&](const Line& line) { return std::ranges::find(texts, line.entry) != texts.end(); });
}

KeptFavourites::Line KeptFavourites::line_of(const FavouriteMatch& favourite) const {
  const bool has_carriage_returns = !lines_.empty() && lines_.front().text.ends_with("\r\n");
  const std::string entry = entry_of(favourite);
  return {.text = entry + (has_carriage_returns ? "\r\n" : "\n"), .entry = entry, .favourites = {favourite}};
}

void KeptFavourites::append(const FavouriteMatch& favourite) {
  if (!lines_.empty() && !lines_.back().text.ends_with('\n')) lines_.back().text += '\n';
  lines_.push_back(line_of(favourite));
  there_.add(favourite);
}

KeptFavourites::Change KeptFavourites::add(const std::vector<FavouriteMatch>& favourites) {
  Change change;
  for (const FavouriteMatch& favourite : favourites) {
    std::string entry = entry_of(favourite);
    if (has(favourite)) {
      ++change.unchanged;
    } else if (!favourite.track && !favourite.file) {
      change.not_found.push_back(favourite);
    } else if (entry.find_first_of("\r\n") != std::string::npos) {
      change.impossible.push_back(std::move(entry));
    } else {
      append(favourite);
      ++change.added;
    }
  }
  return change;
}

KeptFavourites::Change KeptFavourites::remove(const std::vector<FavouriteMatch>& favourites) {
  Change change;
  Going going;
  for (const FavouriteMatch& favourite : favourites) {
    ++(has(favourite) ? change.removed : change.unchanged);
    going.add(favourite);
  }
  std::vector<Line> kept;
  FavouriteSet still_there;
  for (Line& line : lines_) {
    const std::size_t before = line.favourites.size();
    std::erase_if(line.favourites, [&](const FavouriteMatch& each) { return going.has(line.entry, each); });
    for (const FavouriteMatch& each : line.favourites) still_there.add(each);
    if (line.favourites.size() == before) {
      kept.push_back(std::move(line));
      continue;
    }
    while (!kept.empty() && is_directive(kept.back().text)) kept.pop_back();
    for (const FavouriteMatch& each : line.favourites) kept.push_back(line_of(each));
  }
  lines_ = std::move(kept);
  there_ = std::move(still_there);
  return change;
}

KeptFavourites::Change KeptFavourites::toggle(const std::vector<FavouriteMatch>& favourites) {
  std::vector<FavouriteMatch> going;
  std::vector<FavouriteMatch> coming;
  std::ranges::partition_copy(favourites, std::back_inserter(going), std::back_inserter(coming),
                              [&](const FavouriteMatch& favourite) { return has(favourite); });
  const Change removed = remove(going);
  Change change = add(coming);
  change.removed = removed.removed;
  return change;
}

std::string KeptFavourites::text() const {
  std::string text = start_;
  for (const Line& line : lines_) text += line.text;
  return text;
}

std::vector<FavouriteMatch> KeptFavourites::favourites() const {
  std::vector<FavouriteMatch> favourites;
  FavouriteSet seen;
  for (const Line& line : lines_) {
    std::ranges::copy_if(line.favourites, std::back_inserter(favourites),
                         [&](const FavouriteMatch& favourite) { return seen.add(favourite); });
  }
  return favourites;
}

}  // namespace mrec::library
