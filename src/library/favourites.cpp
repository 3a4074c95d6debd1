#include "mrec/library/favourites.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <system_error>
#include <utility>

#include "entry_forms.h"
#include "track_finder.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

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

  /// One match, but for the file of an album in a CUE sheet, which means all its tracks.
  std::vector<FavouriteMatch> match(const std::string& entry) {
    FavouriteMatch match{.entry = entry, .track = {}, .file = {}, .problem = {}};
    const Moment moment = split_moment(entry);
    std::vector<std::string> forms = entry_forms(entry);
    if (moment.start_s) std::ranges::move(entry_forms(moment.file), std::back_inserter(forms));
    for (const std::string& form : forms) {
      if (in_library(form, match)) return {match};
      if (const auto tracks = in_album(form); !tracks.empty()) return matches_of(tracks, moment, match);
      if (on_disk(form, match) || by_name(form, match)) return {match};
    }
    match.problem = "is neither in the library nor a file";
    return {match};
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

  std::vector<std::size_t> in_album(const fs::path& path) {
    if (!finder_.has_albums()) return {};
    for (const fs::path& place : places(path)) {
      if (auto tracks = finder_.by_album_file(place); !tracks.empty()) return tracks;
      std::error_code error;
      if (fs::is_regular_file(place, error)) return {};  // another file of that name
    }
    const std::string name = path.filename().native();
    return finder_.by_file_name(name) ? std::vector<std::size_t>() : finder_.by_album_name(name);
  }

  /// Those tracks, or the one of them that begins at the moment.
  std::vector<FavouriteMatch> matches_of(const std::vector<std::size_t>& tracks, const Moment& moment,
                                         const FavouriteMatch& match) const {
    constexpr double kNear_s = 0.05;
    std::vector<FavouriteMatch> matches;
    for (const std::size_t track : tracks) {
      const double start_s = index_.tracks[track].start_s;
      if (moment.start_s && std::abs(*moment.start_s - start_s) > kNear_s) continue;
      matches.push_back(match);
      matches.back().track = track;
    }
    if (!matches.empty()) return matches;
    matches.push_back(match);
    matches.back().problem = "is the beginning of no track of that file";
    return matches;
  }

  bool on_disk(const fs::path& path, FavouriteMatch& match) const {
    std::error_code error;
    for (const fs::path& place : places(path)) {
      if (!fs::is_regular_file(place, error)) continue;
      match.file = fs::canonical(place, error);
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

}  // namespace

bool FavouriteSet::add(const FavouriteMatch& match) {
  if (match.track) return tracks_.insert(*match.track).second;
  if (const auto file = identity(match)) return files_.insert(*file).second;
  return entries_.insert(match.entry).second;
}

bool FavouriteSet::has(const FavouriteMatch& match) const {
  if (match.track) return tracks_.contains(*match.track);
  if (const auto file = identity(match)) return files_.contains(*file);
  return entries_.contains(match.entry);
}

std::optional<FavouriteSet::Identity> FavouriteSet::identity(const FavouriteMatch& match) {
  return match.file ? identity_of(*match.file) : std::nullopt;
}

std::vector<std::vector<FavouriteMatch>> match_each(const std::vector<std::string>& entries,
                                                    const fs::path& list_folder, const Index& index) {
  Matcher matcher(list_folder, index);
  std::vector<std::vector<FavouriteMatch>> matches;
  for (const std::string& entry : entries) matches.push_back(matcher.match(entry));
  return matches;
}

std::vector<FavouriteMatch> match_favourites(const std::vector<std::string>& entries,
                                             const fs::path& list_folder, const Index& index) {
  FavouriteSet seen;
  std::vector<FavouriteMatch> matches;
  for (auto& of_entry : match_each(entries, list_folder, index)) {
    for (FavouriteMatch& match : of_entry) {
      if (seen.add(match)) matches.push_back(std::move(match));
    }
  }
  return matches;
}

}  // namespace mrec::library
