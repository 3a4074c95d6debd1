#include "cli/list_flags.h"

#include <algorithm>

#include "cli/home.h"
#include "cli/shared_flags.h"
#include "cli/text_columns.h"
#include "mrec/core/error.h"
#include "mrec/library/favourites.h"

namespace mrec::cli {
namespace {

/// The tracks of the library that a list names; what else it names matters not.
std::vector<std::size_t> tracks_named(const std::string& list, const OpenLibrary& library,
                                      Progress& progress) {
  const std::filesystem::path file(list);
  std::vector<std::size_t> places;
  std::size_t elsewhere = 0;
  for (const auto& match :
       library::match_favourites(library::read_favourites(file), file.parent_path(), library.index)) {
    if (match.track) {
      places.push_back(*match.track);
    } else {
      ++elsewhere;
    }
  }
  if (elsewhere > 0) {
    progress.warn(list + ": " + std::to_string(elsewhere) + " of " +
                  std::to_string(elsewhere + places.size()) + " entries are not in the library");
  }
  return places;
}

/// Of a length in time less may be missing than a track has.
bool is_as_long_as_wanted(const ListLength& length) {
  if (length.wanted_seconds <= 0) return length.tracks >= length.wanted_tracks;
  const auto tracks = static_cast<double>(std::max<std::size_t>(1, length.tracks));
  return length.wanted_seconds - length.seconds <= length.seconds / tracks;
}

}  // namespace

void add_list_flags(CLI::App& command, ListFlags& flags) {
  command
      .add_option(
          "--rule", flags.rule_name,
          "coverage (serves every favourite), centroid (near their mean), nearest (near any), within-genre "
          "(genre probability plus likeness to favourites of the track's genre) or soft-genre (between)")
      ->check(CLI::IsMember(recommend::rule_names()))
      ->capture_default_str();
  command
      .add_option(
          "--genre-weight", flags.rule.genre_weight,
          "share of the genre part; of soft-genre its exponent [0.1, within-genre 0.3, soft-genre 0.25]")
      ->check(CLI::Range(0.0, 1.0));
  command
      .add_option("--variety", flags.rule.variety,
                  "chance in the choice, 0 to 1: other seeds give other lists")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command.add_option("--seed", flags.rule.seed, "of --variety")->capture_default_str();
  command
      .add_option("--max-per-artist", flags.list.max_per_artist, "most tracks of an artist, 0 for any number")
      ->check(CLI::Range(0, 1000000))
      ->capture_default_str();
  command.add_flag("--keep-duplicates", flags.list.keep_duplicates, "the same song may come again");
  add_named(command, "--dislikes", flags.dislikes, "list of tracks whose like is not wanted");
  add_named(command, "--exclude", flags.exclude,
            "list of tracks that are not to come, as those heard already");
  add_filter_flags(command, flags.filter);
}

std::vector<std::filesystem::path> lists_to_keep(const ListFlags& flags) {
  std::vector<std::filesystem::path> lists;
  for (const std::string* list : {&flags.exclude, &flags.dislikes}) {
    if (!list->empty()) lists.emplace_back(*list);
  }
  try {
    lists.push_back(default_favourites());
  } catch (const Error&) {
    // Without a home there is no kept list.
  }
  return lists;
}

Choice::Choice(const ListFlags& flags, const OpenLibrary& library, const Workers& workers, Progress& progress)
    : filter_(library.index, filter_options(flags.filter)),
      admission_(library.index, [this](std::size_t place) { return filter_.admits(place); }) {
  if (!flags.exclude.empty()) {
    for (const std::size_t place : tracks_named(flags.exclude, library, progress)) admission_.exclude(place);
  }
  if (flags.dislikes.empty()) return;
  const Listener disliked = read_listener(flags.dislikes, library, workers, progress);
  dislikes_ = disliked.favourites.vectors;
  for (const std::size_t place : disliked.in_library) admission_.exclude(place);
}

std::string Choice::refusals() const {
  std::string text;
  const auto counts = filter_.refused();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts[i]) + ' ' +
            recommend::words_for(static_cast<recommend::Refusal>(i));
  }
  return text;
}

void warn_of_a_short_list(const ListFlags& flags, const ListLength& length, const recommend::Passed& passed,
                          const Choice& choice, Progress& progress) {
  if (is_as_long_as_wanted(length)) return;
  std::string reasons = choice.refusals();
  const auto add = [&](std::size_t tracks, const std::string& words) {
    if (tracks > 0) reasons += (reasons.empty() ? "" : ", ") + std::to_string(tracks) + ' ' + words;
  };
  add(passed.known, "the same song as a favourite");
  add(passed.duplicates, "the same song as another");
  add(passed.of_artist,
      "of artists that have " + std::to_string(flags.list.max_per_artist) + " already (--max-per-artist)");
  if (reasons.empty()) return;
  const std::string found =
      length.wanted_seconds > 0
          ? clock_text(length.seconds) + " of " + clock_text(length.wanted_seconds)
          : std::to_string(length.tracks) + " of " + std::to_string(length.wanted_tracks) + " tracks";
  progress.warn("only " + found + " found; left out: " + reasons);
}

recommend::RankedList make_list(const ListFlags& flags, const OpenLibrary& library, const Listener& listener,
                                const Workers& workers, Progress& progress) {
  Choice choice(flags, library, workers, progress);
  for (const std::size_t place : listener.in_library) choice.admission().exclude(place);
  recommend::RuleOptions rule = flags.rule;
  rule.rule = recommend::rule_of(flags.rule_name);
  recommend::ListOptions options = flags.list;
  options.songs_by_sound = tells_songs(library.judge.embedding());
  recommend::RankedList list = recommend::rank(library.index, listener.favourites, choice.dislikes(), rule,
                                               options, choice.admission(), workers);
  ListLength length{
      .tracks = list.tracks.size(), .wanted_tracks = flags.list.count, .wanted_seconds = flags.list.seconds};
  for (const auto& each : list.tracks) length.seconds += library.index.duration_s(each.track);
  warn_of_a_short_list(flags, length, list.passed, choice, progress);
  return list;
}

}  // namespace mrec::cli
