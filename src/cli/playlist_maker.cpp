#include "cli/playlist_maker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/listener.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/library/favourites.h"
#include "mrec/library/song_key.h"
#include "mrec/recommend/flow.h"
#include "mrec/recommend/path.h"

namespace mrec::cli {
namespace {

using Places = std::vector<std::size_t>;

/// What the length of a list is asked to be; nothing: a number of tracks.
std::optional<double> wanted_seconds(const std::string& length) {
  if (length.empty()) return std::nullopt;
  const bool is_clock = length.find(':') != std::string::npos;
  const double seconds = seconds_of(length, "--length") * (is_clock ? 1 : 60);
  constexpr double kMost_s = 1e8;  // three years
  if (seconds > 0 && seconds <= kMost_s) return seconds;
  throw Error(ErrorKind::kUsage, "--length", "is no length");
}

/// The track of the library that an option names.
std::size_t track_named(const std::string& name, const char* option, const library::Index& index) {
  const auto matches = library::match_favourites({name}, {}, index);
  if (matches.size() == 1 && matches[0].track) return *matches[0].track;
  const std::string problem = matches.size() > 1           ? "means several tracks"
                              : matches[0].file            ? "is not in the library"
                              : matches[0].problem.empty() ? "is no track"
                                                           : matches[0].problem;
  throw Error(ErrorKind::kData, std::string(option) + ": " + to_utf8(name), problem,
              "name one of its tracks as mrec extract has them");
}

/// Makes ways by the same tracks.
class WayMaker {
 public:
  WayMaker(const PlaylistPlan& plan, Places waypoints, const OpenLibrary& library, const Workers& workers,
           Progress& progress)
      : plan_(plan),
        waypoints_(std::move(waypoints)),
        library_(library),
        workers_(workers),
        progress_(progress) {}

  /// Of so many tracks.
  Places of_tracks(std::size_t count) {
    Made way = make(count);
    warn(way, {.wanted_tracks = count});
    return std::move(way.list.tracks);
  }

  /// The way whose length comes nearest to that, tried with ever better numbers of tracks.
  Places of_length(double seconds) {
    constexpr double kUsualTrack_s = 240;
    constexpr int kTries = 6;
    Made best;
    std::size_t count = fitting(seconds / kUsualTrack_s);
    for (int i = 0; i < kTries; ++i) {
      Made way = make(count);
      const double length = way.seconds;
      const auto tracks = static_cast<double>(way.list.tracks.size());
      if (best.list.tracks.empty() || std::abs(length - seconds) < std::abs(best.seconds - seconds))
        best = std::move(way);
      const std::size_t next = length > 0 ? fitting(tracks * seconds / length) : count;
      if (next == count) break;
      count = next;
    }
    warn(best, {.wanted_seconds = seconds});
    return std::move(best.list.tracks);
  }

 private:
  struct Made {
    std::unique_ptr<Choice> choice;
    recommend::PathList list;
    double seconds = 0;
  };

  Made make(std::size_t count) const {
    Made way{.choice = std::make_unique<Choice>(plan_.list, library_, workers_, progress_), .list = {}};
    const recommend::PathOptions options{.count = count,
                                         .max_per_artist = plan_.list.list.max_per_artist,
                                         .songs_by_sound = tells_songs(library_.judge.embedding())};
    library::Admission& admission = way.choice->admission();
    way.list = waypoints_.size() < 2
                   ? recommend::chain_from(library_.index, waypoints_[0], options, admission, workers_)
                   : recommend::smooth_path(library_.index, waypoints_, options, admission, workers_);
    for (const std::size_t place : way.list.tracks) way.seconds += library_.index.duration_s(place);
    return way;
  }

  std::size_t fitting(double tracks) const {
    const auto least = static_cast<double>(waypoints_.size());
    const double most = std::max(least, static_cast<double>(library_.index.tracks()));
    return static_cast<std::size_t>(std::clamp(std::round(tracks), least, most));
  }

  void warn(const Made& way, ListLength length) const {
    length.tracks = way.list.tracks.size();
    length.seconds = way.seconds;
    warn_of_a_short_list(plan_.list, length, way.list.passed, *way.choice, progress_);
  }

  const PlaylistPlan& plan_;
  Places waypoints_;
  const OpenLibrary& library_;
  const Workers& workers_;
  Progress& progress_;
};

Places make_way(const PlaylistPlan& plan, const OpenLibrary& library, const Workers& workers,
                Progress& progress) {
  Places waypoints{track_named(plan.from, "--from", library.index)};
  for (const std::string& name : plan.via) waypoints.push_back(track_named(name, "--via", library.index));
  if (!plan.to.empty()) waypoints.push_back(track_named(plan.to, "--to", library.index));
  const auto seconds = wanted_seconds(plan.length);
  const std::size_t count = std::max(plan.list.list.count, waypoints.size());
  WayMaker maker(plan, std::move(waypoints), library, workers, progress);
  return seconds ? maker.of_length(*seconds) : maker.of_tracks(count);
}

/// Puts tracks into an order that flows, behind a track that comes before them, if there is one.
Places arranged(const Places& tracks, std::optional<std::size_t> before, const library::Index& index) {
  Places all;
  if (before) all.push_back(*before);
  all.insert(all.end(), tracks.begin(), tracks.end());
  recommend::FlowInput input{.units = Matrix(static_cast<Eigen::Index>(all.size()), index.dimensions()),
                             .artists = {},
                             .first_stays = before.has_value()};
  for (std::size_t i = 0; i < all.size(); ++i) {
    input.units.row(static_cast<Eigen::Index>(i)) = index.vector(all[i]).head(index.dimensions());
    input.artists.push_back(library::artist_key(index.track(all[i]).artist));
  }
  Places order;
  for (const std::size_t i : recommend::flowing_order(input)) order.push_back(all[i]);
  if (before) order.erase(order.begin());
  return order;
}

Places tracks_like(const PlaylistPlan& plan, const Listener& listener, std::optional<std::size_t> before,
                   const OpenLibrary& library, const Workers& workers, Progress& progress) {
  ListFlags flags = plan.list;
  flags.list.seconds = wanted_seconds(plan.length).value_or(0);
  Places tracks;
  for (const auto& each : make_list(flags, library, listener, workers, progress).tracks)
    tracks.push_back(each.track);
  return plan.order == "flow" ? arranged(tracks, before, library.index) : tracks;
}

/// The entries of a list that are found, in its order.
std::vector<library::FavouriteMatch> entries_found(const std::string& list, const OpenLibrary& library,
                                                   Progress& progress) {
  const std::filesystem::path file = list == "-" ? "/dev/stdin" : list;
  const auto folder = list == "-" ? std::filesystem::path() : file.parent_path();
  auto matches = library::match_favourites(library::read_favourites(file), folder, library.index);
  std::erase_if(matches, [&](const library::FavouriteMatch& match) {
    if (!match.problem.empty()) progress.warn(to_utf8(match.entry) + ": " + match.problem + ": left out");
    return !match.problem.empty();
  });
  return matches;
}

MadePlaylist go_on_with(const PlaylistPlan& plan, const OpenLibrary& library, const Workers& workers,
                        Progress& progress) {
  const auto matches = entries_found(plan.continued, library, progress);
  MadePlaylist playlist;
  for (const auto& match : matches) {
    if (plan.only_new) break;
    playlist.before.push_back(
        match.track ? recommend::entry_of(library.index.track(*match.track), library.index.root())
                    : recommend::PlaylistEntry{.path = *match.file, .artist = {}, .title = {}});
  }
  std::optional<std::size_t> last;
  if (!matches.empty()) last = matches.back().track;
  const Listener listener = make_listener(matches, library, workers, progress);
  playlist.tracks = tracks_like(plan, listener, last, library, workers, progress);
  return playlist;
}

Places arrange_list(const PlaylistPlan& plan, const OpenLibrary& library, Progress& progress) {
  Places tracks;
  for (const auto& match : entries_found(plan.arranged, library, progress)) {
    if (match.track) {
      tracks.push_back(*match.track);
    } else {
      progress.warn(to_utf8(match.entry) + ": is not in the library: left out");
    }
  }
  if (tracks.empty()) throw Error(ErrorKind::kData, plan.arranged, "names no track of the library");
  return arranged(tracks, std::nullopt, library.index);
}

}  // namespace

void require_one_kind(const PlaylistPlan& plan) {
  const auto refuse = [](const char* option, const char* problem) {
    throw Error(ErrorKind::kUsage, option, problem, "see mrec playlist --help");
  };
  const std::array<const std::string*, 4> kinds = {&plan.from, &plan.favourites, &plan.continued,
                                                   &plan.arranged};
  const auto given = std::ranges::count_if(kinds, [](const std::string* kind) { return !kind->empty(); });
  if (plan.from.empty() && !plan.to.empty()) refuse("--to", "needs --from");
  if (plan.from.empty() && !plan.via.empty()) refuse("--via", "needs --from");
  if (plan.to.empty() && !plan.via.empty()) refuse("--via", "needs --to");
  if (plan.continued.empty() && plan.only_new) refuse("--only-new", "needs --continue");
  if (given == 0) refuse("playlist", "needs one of --from, --favorites, --continue and --arrange");
  if (given > 1) refuse("playlist", "takes only one of --from, --favorites, --continue and --arrange");
}

std::vector<std::filesystem::path> lists_read(const PlaylistPlan& plan) {
  std::vector<std::filesystem::path> lists = lists_to_keep(plan.list);
  for (const std::string* list : {&plan.favourites, &plan.arranged}) {
    if (!list->empty()) lists.emplace_back(*list == "-" ? "/dev/stdin" : *list);
  }
  return lists;  // a playlist may be written in place of the one that it goes on with
}

MadePlaylist make_playlist(const PlaylistPlan& plan, const OpenLibrary& library, const Workers& workers,
                           Progress& progress) {
  if (!plan.continued.empty()) return go_on_with(plan, library, workers, progress);
  if (!plan.arranged.empty()) return {.before = {}, .tracks = arrange_list(plan, library, progress)};
  if (!plan.from.empty()) return {.before = {}, .tracks = make_way(plan, library, workers, progress)};
  const Listener listener = read_listener(plan.favourites, library, workers, progress);
  return {.before = {}, .tracks = tracks_like(plan, listener, std::nullopt, library, workers, progress)};
}

}  // namespace mrec::cli
