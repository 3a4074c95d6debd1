#include "cli/recommend_output.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/text_columns.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;
using recommend::Delay;
using recommend::Recommendation;

std::string shown_path(const library::Track& track) {
  return one_line(track.path.native());
}

std::string title_or_path(const library::Track& track) {
  if (track.title.empty()) return shown_path(track);
  return one_line(track.artist.empty() ? track.title : track.artist + " - " + track.title);
}

const char* words_for(Delay delay) {
  switch (delay) {
    case Delay::kNone:
      return "";
    case Delay::kSameArtist:
      return "another track of the artist stood too near";
    case Delay::kSameAlbum:
      return "another track of the album stood too near";
  }
  return "";
}

/// What put a track elsewhere than the rule alone would have; empty: nothing did.
std::string reason_for_place(const Recommendation& each, std::size_t place) {
  if (each.by_rule && *each.by_rule == place) return {};
  if (each.delay != Delay::kNone && each.by_rule && *each.by_rule < place) return words_for(each.delay);
  return "others before it had to wait or were left out";
}

std::string pulls_text(const RankedListView& view, const Recommendation& each) {
  std::string text;
  for (const recommend::Pull& pull : each.pulls) {
    text += (text.empty() ? "" : ", ") + one_line(view.favourites.names[pull.favourite]) +
            formatted(" (%.0f %%)", 100 * pull.share);
  }
  return text;
}

std::string explanation_text(const RankedListView& view, const Recommendation& each, std::size_t place) {
  std::string text =
      formatted("       sound %+.3f, genre %+.3f; drawn by ", each.similarity_part, each.genre_part) +
      pulls_text(view, each);
  if (const std::string reason = reason_for_place(each, place); !reason.empty()) {
    text += "; by the rule alone " +
            (each.by_rule ? "number " + std::to_string(*each.by_rule + 1) : std::string("not in the list")) +
            ": " + reason;
  }
  return text + "\n";
}

std::string passed_text(const recommend::Passed& passed) {
  if (passed.known + passed.duplicates + passed.of_artist == 0) return {};
  return formatted(
      "\nleft out: %zu the same song as a favourite, %zu the same song as one above, %zu more of an artist\n",
      passed.known, passed.duplicates, passed.of_artist);
}

std::string table(const RankedListView& view) {
  const auto& tracks = view.list.tracks;
  std::size_t genre_width = 5;
  std::size_t favourite_width = 15;
  for (const auto& genre : view.index.genres()) genre_width = std::max(genre_width, text_width(genre));
  for (const auto& each : tracks) {
    favourite_width = std::max(favourite_width, text_width(view.favourites.names[each.closest]));
  }
  std::string text = "  #      alike  " + padded("genre", genre_width + 6) + "  " +
                     padded("closest to", favourite_width) + "  track\n";
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const Recommendation& each = tracks[i];
    text += formatted("%3zu  %9s  ", i + 1, alike_text(each.score).c_str()) +
            padded(view.index.genres()[each.genre], genre_width) +
            formatted(" %3.0f %%  ", 100 * each.genre_probability) +
            padded(one_line(view.favourites.names[each.closest]), favourite_width) + "  " +
            title_or_path(view.index.track(each.track)) + "\n";
    if (view.explain) text += explanation_text(view, each, i);
  }
  return view.explain ? text + passed_text(view.list.passed) : text;
}

Json explanation_json(const RankedListView& view, const Recommendation& each, std::size_t place) {
  Json pulls = Json::array();
  for (const recommend::Pull& pull : each.pulls) {
    pulls.push_back({{"favorite", view.favourites.names[pull.favourite]}, {"share", pull.share}});
  }
  const std::string reason = reason_for_place(each, place);
  return {{"similarity_part", each.similarity_part},
          {"genre_part", each.genre_part},
          {"pulled_by", std::move(pulls)},
          {"rank_by_rule", each.by_rule ? Json(*each.by_rule + 1) : Json()},
          {"moved_because", reason.empty() ? Json() : Json(reason)}};
}

std::string json(const RankedListView& view) {
  Json list = Json::array();
  for (std::size_t i = 0; i < view.list.tracks.size(); ++i) {
    const Recommendation& each = view.list.tracks[i];
    const library::Track track = view.index.track(each.track);
    Json object = {{"path", to_utf8(track.path.string())},
                   {"score", each.score},
                   {"genre", view.index.genres()[each.genre]},
                   {"genre_probability", each.genre_probability},
                   {"similarity", each.similarity},
                   {"nearest_favorite", view.favourites.names[each.closest]},
                   {"artist", track.artist},
                   {"title", track.title},
                   {"file", to_utf8((view.index.root() / track.audio_file()).string())}};
    if (track.is_section()) {
      object["start_s"] = track.start_s;
      if (track.end_s > 0) object["end_s"] = track.end_s;
    }
    if (view.explain) object["explanation"] = explanation_json(view, each, i);
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string tsv(const RankedListView& view) {
  std::string text = "rank\tscore\tgenre\tgenre_probability\tsimilarity\tnearest_favorite\tpath\n";
  for (std::size_t i = 0; i < view.list.tracks.size(); ++i) {
    const Recommendation& each = view.list.tracks[i];
    text += formatted("%zu\t%.6f\t", i + 1, each.score) + one_line(view.index.genres()[each.genre]) +
            formatted("\t%.6f\t%.6f\t", each.genre_probability, each.similarity) +
            one_line(view.favourites.names[each.closest]) + "\t" + shown_path(view.index.track(each.track)) +
            "\n";
  }
  return text;
}

}  // namespace

std::string alike_text(double share) {
  const double percent = 100 * share;
  const int digits = percent < 99 ? 0 : percent < 99.9 ? 1 : 2;
  // Rounded down: 100 % would say that there is no pair as like.
  const double factor = std::pow(10.0, digits);
  return formatted("%.*f %%", digits, std::floor(percent * factor) / factor);
}

std::string format_ranking(const RankedListView& view, std::string_view format) {
  if (format == "json") return json(view);
  if (format == "tsv") return tsv(view);
  return table(view);
}

std::vector<recommend::PlaylistEntry> playlist_of(const library::Index& index,
                                                  const recommend::RankedList& list) {
  std::vector<recommend::PlaylistEntry> entries;
  for (const auto& each : list.tracks) {
    entries.push_back(recommend::entry_of(index.track(each.track), index.root()));
  }
  return entries;
}

}  // namespace mrec::cli
