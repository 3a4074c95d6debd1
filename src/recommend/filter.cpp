#include "mrec/recommend/filter.h"

#include <fnmatch.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "genre_profile.h"
#include "mrec/core/error.h"
#include "mrec/library/song_key.h"

namespace mrec::recommend {
namespace {

constexpr double kShortest_s = 30;
constexpr double kLongest_s = 1200;
constexpr double kMedians = 4;
constexpr std::size_t kSampled = 1000;
/// Above these shares a track is silence or speech.
constexpr float kSilent = 0.9F;
constexpr float kSpoken = 0.5F;

bool any_matches(const std::vector<std::string>& patterns, const std::string& path) {
  return std::ranges::any_of(
      patterns, [&](const std::string& each) { return ::fnmatch(each.c_str(), path.c_str(), 0) == 0; });
}

/// The genres that a tag names: "Rock; Pop/Folk" are three.
std::vector<std::string> genres_of_tag(std::string_view tag) {
  std::vector<std::string> genres;
  while (!tag.empty()) {
    const std::size_t end = std::min(tag.find_first_of(";/,|"), tag.size());
    genres.push_back(library::name_key(tag.substr(0, end)));
    tag.remove_prefix(std::min(end + 1, tag.size()));
  }
  return genres;
}

bool names_speech(const std::vector<std::string>& genres) {
  return std::ranges::any_of(genres, [](const std::string& genre) {
    return genre == "speech" || genre == "spokenword" || genre == "audiobook" || genre == "podcast" ||
           genre == "radioplay" || genre == "horspiel" || genre == "horbuch";
  });
}

/// The most probable genre and, where a track may be of several, what it is more likely of than not.
std::vector<std::string> predicted_genres(const library::Index& index, std::size_t place) {
  constexpr float kLikely = 0.5F;
  const Vector probabilities = index.probabilities(place);
  const std::size_t first = most_probable(probabilities);
  std::vector<std::string> genres;
  for (std::size_t k = 0; k < index.genres().size(); ++k) {
    const bool is_likely = probabilities[static_cast<Eigen::Index>(k)] >= kLikely;
    if (k == first || is_likely) genres.push_back(library::name_key(index.genres()[k]));
  }
  return genres;
}

std::vector<std::string> folded_all(std::vector<std::string> names) {
  for (std::string& name : names) name = library::name_key(name);
  return names;
}

}  // namespace

DurationRange usual_durations(const library::Index& index) {
  std::vector<double> some;
  for (std::size_t i = 0; i < kSampled; ++i) {
    const std::size_t place = index.size() * i / kSampled;
    if (index.has(place) && index.duration_s(place) > 0) some.push_back(index.duration_s(place));
  }
  if (some.empty()) return {.min_s = kShortest_s, .max_s = kLongest_s};
  const auto middle = some.begin() + static_cast<std::ptrdiff_t>(some.size() / 2);
  std::ranges::nth_element(some, middle);
  return {.min_s = std::min(kShortest_s, *middle / kMedians),
          .max_s = std::max(kLongest_s, *middle * kMedians)};
}

const char* words_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::kGenre:
      return "of another genre";
    case Refusal::kYear:
      return "of another year, or none that is known";
    case Refusal::kDuration:
      return "too short or too long";
    case Refusal::kPath:
      return "elsewhere";
    case Refusal::kIgnoreFile:
      return "kept out by .mrecignore";
    case Refusal::kSilence:
      return "silent";
    case Refusal::kSpeech:
      return "spoken";
  }
  return "";
}

Filter::Filter(const library::Index& index, FilterOptions options)
    : index_(index),
      options_(std::move(options)),
      durations_(usual_durations(index)),
      ignore_files_(index.root()) {
  durations_.min_s = options_.min_duration_s.value_or(durations_.min_s);
  durations_.max_s = options_.max_duration_s.value_or(durations_.max_s);
  if (options_.max_duration_s && options_.min_duration_s &&
      *options_.max_duration_s < *options_.min_duration_s) {
    throw Error(ErrorKind::kUsage, "--max-duration", "is less than --min-duration");
  }
  if (options_.first_year && options_.last_year && *options_.last_year < *options_.first_year) {
    throw Error(ErrorKind::kUsage, "--years", "end before they begin");
  }
  options_.include_genres = folded_all(std::move(options_.include_genres));
  options_.exclude_genres = folded_all(std::move(options_.exclude_genres));
}

bool Filter::admits(std::size_t place) {
  const std::optional<Refusal> why = refusal(place);
  if (why) ++refused_[static_cast<std::size_t>(*why)];
  return !why;
}

std::optional<Refusal> Filter::refusal(std::size_t place) {
  const double duration_s = index_.duration_s(place);
  if (duration_s > 0 && (duration_s < durations_.min_s || duration_s > durations_.max_s))
    return Refusal::kDuration;
  if (options_.first_year || options_.last_year) {
    const int year = index_.year(place);
    if (year == 0 || year < options_.first_year.value_or(year) || year > options_.last_year.value_or(year)) {
      return Refusal::kYear;
    }
  }
  const library::SoundKind sound = index_.sound(place);
  if (!options_.keep_silence && sound.silence >= kSilent) return Refusal::kSilence;
  const std::vector<std::string> tagged = genres_of_tag(index_.genre_tag(place));
  if (!options_.keep_speech && (sound.speech >= kSpoken || names_speech(tagged))) return Refusal::kSpeech;
  if (!has_wanted_path(place)) return Refusal::kPath;
  if (!has_wanted_genre(place, tagged)) return Refusal::kGenre;
  if (ignore_files_.ignores(index_.path_text(place))) return Refusal::kIgnoreFile;
  return std::nullopt;
}

bool Filter::has_wanted_genre(std::size_t place, const std::vector<std::string>& tagged) const {
  if (options_.include_genres.empty() && options_.exclude_genres.empty()) return true;
  const std::vector<std::string> predicted = predicted_genres(index_, place);
  const auto among = [&](const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&](const std::string& name) {
      return std::ranges::find(predicted, name) != predicted.end() ||
             std::ranges::find(tagged, name) != tagged.end();
    });
  };
  if (among(options_.exclude_genres)) return false;
  return options_.include_genres.empty() || among(options_.include_genres);
}

bool Filter::has_wanted_path(std::size_t place) const {
  if (options_.paths.empty() && options_.exclude_paths.empty()) return true;
  const std::string path(index_.path_text(place));
  if (any_matches(options_.exclude_paths, path)) return false;
  return options_.paths.empty() || any_matches(options_.paths, path);
}

std::array<std::size_t, kRefusals> Filter::refused() const {
  std::array<std::size_t, kRefusals> counts{};
  for (std::size_t i = 0; i < kRefusals; ++i) counts[i] = refused_[i];
  return counts;
}

}  // namespace mrec::recommend
