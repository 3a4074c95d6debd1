#include "features/track_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "features/chunk_collector.h"
#include "features/json_events.h"
#include "features/path_text.h"
#include "mrec/core/error.h"

namespace mrec::features {
namespace {

/// In the order of importance for messages; the first three are in every line, the next four where nothing
/// failed.
constexpr std::array<std::string_view, 9> kKeys = {"path",  "size",   "mtime", "duration_s", "tags",
                                                   "label", "chunks", "error", "path_hex"};
constexpr std::size_t kAlways = 3;
constexpr std::size_t kWithoutError = 7;
constexpr double kLatest_s = 9e12;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

std::string in_quotes(std::string_view key) {
  return '"' + std::string(key) + '"';
}

std::size_t index_of(std::string_view key) {
  return static_cast<std::size_t>(std::find(kKeys.begin(), kKeys.end(), key) - kKeys.begin());
}

/// Exact where there are six decimals, as mrec writes them; a double would lose microseconds of far dates.
std::int64_t microseconds(double seconds, std::string_view literal) {
  if (!(std::abs(seconds) < kLatest_s)) reject("\"mtime\" is out of range");
  const std::size_t point = literal.find('.');
  if (point == std::string_view::npos || literal.size() - point != 7) return std::llround(seconds * 1e6);
  std::string digits(literal.substr(0, point));
  digits += literal.substr(point + 1);
  std::int64_t whole = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
  return result.ptr == digits.data() + digits.size() ? whole : std::llround(seconds * 1e6);
}

/// Fills a track from the parts of its line.
class TrackEvents : public JsonEvents {
 public:
  explicit TrackEvents(const FeatureHeader& header)
      : header_(header),
        chunks_({.frames = static_cast<std::size_t>(header.options.frames()),
                 .coefficients = static_cast<std::size_t>(header.options.coefficients())}) {}

  void begin_object() override {
    if (place() == Place::kTrack && key_ == "tags") return places_.push_back(Place::kTags);
    begin_unknown(Place::kTrack);
  }
  void begin_array() override {
    const bool begins_chunks = place() == Place::kTrack && key_ == "chunks";
    if (!begins_chunks && place() != Place::kChunks) return begin_unknown(Place::kIgnored);
    places_.push_back(Place::kChunks);
    chunks_.open();
  }
  void end_object() override { places_.pop_back(); }
  void end_array() override {
    if (place() == Place::kChunks) chunks_.close();
    places_.pop_back();
  }

  void key(std::string_view name) override {
    key_ = name;
    if (place() != Place::kTrack || index_of(name) == kKeys.size()) return;
    if (std::exchange(seen_[index_of(name)], true)) reject("the key " + in_quotes(name) + " stands twice");
  }

  void text(std::string_view value) override {
    if (std::string* const field = text_field()) {
      *field = value;
    } else {
      pass_over();
    }
  }

  void integer(std::int64_t value) override {
    if (place() == Place::kChunks) return chunks_.number(static_cast<float>(value));
    if (place() == Place::kTrack && key_ == "size" && value >= 0) {
      track_.size_bytes = static_cast<std::uint64_t>(value);
    } else if (place() == Place::kTags && key_ == "year" && value >= INT_MIN && value <= INT_MAX) {
      track_.tags.year = static_cast<int>(value);
    } else {
      seconds(static_cast<double>(value), {});
    }
  }

  void number(double value, std::string_view literal) override {
    if (place() == Place::kChunks) return chunks_.number(chunk_value(value, literal));
    seconds(value, literal);
  }

  void word(std::string_view value) override {
    const bool no_label = place() == Place::kTrack && key_ == "label" && value == "null";
    if (!no_label) pass_over();
  }

  TrackFeatures take() {
    const bool failed = !track_.error.empty();
    for (std::size_t i = 0; i < (failed ? kAlways : kWithoutError); ++i) {
      if (!seen_[i]) reject("the key " + in_quotes(kKeys[i]) + " is missing");
    }
    const auto& genres = header_.genres;
    if (!track_.label.empty() && !std::binary_search(genres.begin(), genres.end(), track_.label)) {
      reject("the label " + in_quotes(track_.label) + " is not among the header's genres");
    }
    track_.path = path_from(path_, path_hex_);
    if (track_.path.empty()) reject("the path is empty");
    track_.chunks = chunks_.take();
    if (failed && !track_.chunks.empty()) reject("has both chunks and an error");
    return std::move(track_);
  }

 private:
  enum class Place { kLine, kTrack, kTags, kChunks, kIgnored };

  Place place() const { return places_.back(); }

  /// A bracket where none is expected: the line's own, or one that belongs to an unknown key.
  void begin_unknown(Place outermost) {
    pass_over();
    places_.push_back(place() == Place::kLine ? outermost : Place::kIgnored);
  }

  /// Throws where a value of another type is due.
  void pass_over() const {
    if (place() == Place::kChunks) reject("\"chunks\" holds something other than numbers");
    const bool known_tag =
        key_ == "artist" || key_ == "title" || key_ == "album" || key_ == "genre" || key_ == "year";
    const bool known =
        place() == Place::kTrack ? index_of(key_) < kKeys.size() : place() == Place::kTags && known_tag;
    if (known) reject(in_quotes(key_) + " has a value of the wrong type");
  }

  std::string* text_field() {
    if (place() == Place::kTrack) {
      if (key_ == "path") return &path_;
      if (key_ == "path_hex") return &path_hex_;
      if (key_ == "label") return &track_.label;
      if (key_ == "error") return &track_.error;
    } else if (place() == Place::kTags) {
      if (key_ == "artist") return &track_.tags.artist;
      if (key_ == "title") return &track_.tags.title;
      if (key_ == "album") return &track_.tags.album;
      if (key_ == "genre") return &track_.tags.genre;
    }
    return nullptr;
  }

  void seconds(double value, std::string_view literal) {
    if (place() == Place::kTrack && key_ == "mtime") {
      track_.mtime_us = microseconds(value, literal);
    } else if (place() == Place::kTrack && key_ == "duration_s" && value >= 0) {
      track_.duration_s = value;
    } else {
      pass_over();
    }
  }

  const FeatureHeader& header_;
  std::vector<Place> places_ = {Place::kLine};
  std::string key_;
  std::array<bool, kKeys.size()> seen_ = {};
  std::string path_;
  std::string path_hex_;
  TrackFeatures track_;
  ChunkCollector chunks_;
};

}  // namespace

TrackFeatures track_from_line(std::string_view line, const FeatureHeader& header) {
  TrackEvents events(header);
  parse_json(line, events);
  return events.take();
}

}  // namespace mrec::features
