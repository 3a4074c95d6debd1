#include "cli/classify_output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <utility>

#include "cli/standard_output.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

/// What is less probable is left out of the line (the JSON has all). Genres share one whole; each tag stands
/// for itself, and most are weak.
constexpr float kGenresShown = 0.05F;
constexpr float kTagsShown = 0.005F;

/// Stands where no genre is probable enough.
constexpr const char* kUnknown = "unknown";

using Word = features::PredictedTag;  // genres are words too

/// The most probable first, of equals the first.
std::vector<Word> words_of(const std::vector<std::string>& genres, const genre::TrackVerdict& verdict) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < genres.size(); ++i) {
    words.push_back({.name = genres[i], .probability = verdict.probabilities[static_cast<Eigen::Index>(i)]});
  }
  std::ranges::stable_sort(words, std::greater<>(), &Word::probability);
  return words;
}

/// "jazz 61.0 %, blues 20.5 %"; the first whatever it is.
std::string column(std::span<const Word> words, float shown) {
  std::string text;
  for (const Word& word : words) {
    if (!text.empty() && word.probability < shown) break;
    char number[32];
    std::snprintf(number, sizeof number, " %.1f %%", 100 * static_cast<double>(word.probability));
    text += (text.empty() ? "" : ", ") + one_line(word.name) + number;
  }
  return text;
}

/// What a line says of genres: of several genres a track those that it has, else the probable ones.
std::string genres_column(std::span<const Word> genres, const genre::DecisionRule& rule,
                          std::size_t decided) {
  if (decided == 0) return std::string(kUnknown) + ": " + column(genres, kGenresShown);
  return column(rule.multi_label ? genres.first(decided) : genres, kGenresShown);
}

Json genres_object(std::span<const Word> genres) {
  Json json = Json::object();
  for (const Word& genre : genres) json[genre.name] = genre.probability;
  return json;
}

/// Their probabilities are known to a thousandth, and no more digits are printed.
Json tags_object(std::span<const Word> tags) {
  Json json = Json::object();
  for (const Word& tag : tags)
    json[tag.name] = std::round(1000 * static_cast<double>(tag.probability)) / 1000;
  return json;
}

}  // namespace

void AnswerPrinter::add(const std::string& name, const TrackAnswer& answer) {
  if (!json_) return print(line(name, answer));
  Json json = {{"path", name}};
  if (answer.verdict) add_genres(*answer.verdict, json);
  if (answer.tags) json["tags"] = tags_object(*answer.tags);
  list_.push_back(std::move(json));
}

std::string AnswerPrinter::line(const std::string& name, const TrackAnswer& answer) const {
  std::string genres;
  if (answer.verdict) {
    const std::size_t decided = genre::decide(rule_, answer.verdict->probabilities).size();
    genres = genres_column(words_of(genres_, *answer.verdict), rule_, decided);
  }
  const std::string tags = answer.tags ? "\t" + column(*answer.tags, kTagsShown) : "";
  return one_line(name) + "\t" + genres + tags + "\n";
}

void AnswerPrinter::add_genres(const genre::TrackVerdict& verdict, Json& json) const {
  const std::vector<Word> genres = words_of(genres_, verdict);
  const std::vector<std::size_t> decided = genre::decide(rule_, verdict.probabilities);
  json["genre"] = decided.empty() ? kUnknown : genres.front().name;
  json["probability"] = genres.front().probability;
  if (rule_.multi_label) {
    json["labels"] = Json::array();
    for (const std::size_t genre : decided) json["labels"].push_back(genres_[genre]);
  }
  json["genres"] = genres_object(genres);
}

void AnswerPrinter::add_failure(const std::string& name, const std::string& error) {
  if (json_) list_.push_back({{"path", name}, {"error", to_utf8(error)}});
}

void AnswerPrinter::finish() {
  if (json_) print(list_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace mrec::cli
