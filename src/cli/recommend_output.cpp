#include "cli/recommend_output.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/text_columns.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;
using recommend::Favourites;
using recommend::Recommendation;

using Ranking = std::vector<Recommendation>;

std::string shown_path(const library::Track& track) {
  return one_line(track.path.native());
}

std::string title_or_path(const library::Track& track) {
  if (track.title.empty()) return shown_path(track);
  return one_line(track.artist.empty() ? track.title : track.artist + " - " + track.title);
}

std::string table(const library::Index& index, const Favourites& favourites, const Ranking& ranking) {
  std::size_t genre_width = 5;
  std::size_t favourite_width = 15;
  for (const auto& genre : index.genres) genre_width = std::max(genre_width, text_width(genre));
  for (const auto& each : ranking) {
    favourite_width = std::max(favourite_width, text_width(favourites.names[each.nearest_favourite]));
  }
  std::string text = "  #  score  " + padded("genre", genre_width + 6) + "  alike  " +
                     padded("closest to", favourite_width) + "  track\n";
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const Recommendation& each = ranking[i];
    char numbers[64];
    std::snprintf(numbers, sizeof numbers, "%3zu  %5.3f  ", i + 1, each.score);
    text += numbers + padded(index.genres[each.genre], genre_width);
    std::snprintf(numbers, sizeof numbers, " %3.0f %%  %6.3f  ", 100 * each.genre_probability,
                  each.similarity);
    text += numbers + padded(one_line(favourites.names[each.nearest_favourite]), favourite_width) + "  " +
            title_or_path(index.tracks[each.track]) + "\n";
  }
  return text;
}

std::string json(const library::Index& index, const Favourites& favourites, const Ranking& ranking) {
  Json list = Json::array();
  for (const auto& each : ranking) {
    const library::Track& track = index.tracks[each.track];
    Json object = {{"path", to_utf8(track.path.string())},
                   {"score", each.score},
                   {"genre", index.genres[each.genre]},
                   {"genre_probability", each.genre_probability},
                   {"genre_match", each.genre_match},
                   {"similarity", each.similarity},
                   {"nearest_favorite", favourites.names[each.nearest_favourite]},
                   {"artist", track.artist},
                   {"title", track.title},
                   {"file", to_utf8((index.root / track.audio_file()).string())}};
    if (track.is_section()) {
      object["start_s"] = track.start_s;
      if (track.end_s > 0) object["end_s"] = track.end_s;
    }
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string tsv(const library::Index& index, const Favourites& favourites, const Ranking& ranking) {
  std::string text = "rank\tscore\tgenre\tgenre_probability\tsimilarity\tnearest_favorite\tpath\n";
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const Recommendation& each = ranking[i];
    char numbers[64];
    std::snprintf(numbers, sizeof numbers, "%zu\t%.6f\t", i + 1, each.score);
    text += numbers + one_line(index.genres[each.genre]);
    std::snprintf(numbers, sizeof numbers, "\t%.6f\t%.6f\t", each.genre_probability, each.similarity);
    text += numbers + one_line(favourites.names[each.nearest_favourite]) + "\t" +
            shown_path(index.tracks[each.track]) + "\n";
  }
  return text;
}

}  // namespace

std::string format_ranking(const library::Index& index, const Favourites& favourites, const Ranking& ranking,
                           std::string_view format) {
  if (format == "json") return json(index, favourites, ranking);
  if (format == "tsv") return tsv(index, favourites, ranking);
  return table(index, favourites, ranking);
}

std::vector<recommend::PlaylistEntry> playlist_of(const library::Index& index, const Ranking& ranking) {
  std::vector<recommend::PlaylistEntry> entries;
  for (const auto& each : ranking) {
    entries.push_back(recommend::entry_of(index.tracks[each.track], index.root));
  }
  return entries;
}

}  // namespace mrec::cli
