#include "features/track_line.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "features/chunk_text.h"
#include "features/embedding_text.h"
#include "features/json_value.h"
#include "features/path_text.h"
#include "features/time_text.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"

namespace mrec::features {
namespace {

using simdjson::ondemand::object;
using simdjson::ondemand::value;

enum Key {
  kPath,
  kSize,
  kMtime,  // in every line
  kDuration,
  kTags,
  kLabel,
  kChunks,  // where nothing failed
  kError,
  kPathHex,
  kHash,
  kDamage,
  kFile,
  kFileHex,
  kStart,
  kEnd,
  kPredictedTags,
  kEmbedding,
  kHasEmbedding,  // in place of both, in lines of facts
  kKeyCount
};
constexpr std::array<std::string_view, kKeyCount> kKeys = {
    "path",     "size",    "mtime",    "duration_s",     "tags",      "label",
    "chunks",   "error",   "path_hex", "hash",           "damage",    "file",
    "file_hex", "start_s", "end_s",    "predicted_tags", "embedding", "has_embedding"};
constexpr std::size_t kAlways = 3;
constexpr std::size_t kWithoutError = 7;
/// A reader that has read longer lines is not kept: it takes several times the line's memory.
constexpr std::size_t kUsualLine = std::size_t{1} << 24;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

std::string in_quotes(std::string_view text) {
  return '"' + std::string(text) + '"';
}

double positive(value& number, std::string_view key) {
  const double seconds = json_number(number, key);
  if (seconds < 0) reject(in_quotes(key) + " is negative");
  return seconds;
}

audio::Tags read_tags(value& tags) {
  audio::Tags read;
  for (auto field : json_object(tags, "tags")) {
    JsonField tag = json_field(field);
    if (tag.key == "artist")
      read.artist = json_text(tag.content, tag.key);
    else if (tag.key == "title")
      read.title = json_text(tag.content, tag.key);
    else if (tag.key == "album")
      read.album = json_text(tag.content, tag.key);
    else if (tag.key == "genre")
      read.genre = json_text(tag.content, tag.key);
    else if (tag.key == "year")
      read.year = json_int(tag.content, tag.key);
    else
      check_json(tag.content);
  }
  return read;
}

/// What to read, and what the file's header says; without a header the facts.
struct Order {
  const FeatureHeader* header = nullptr;
  Wanted wanted = Wanted::kAll;

  bool facts_only() const { return header == nullptr; }
  bool with_embedding() const { return header != nullptr && header->embedding.has_value(); }
};

/// Fills a track from its line. Of facts the features are passed over, and there need be none.
class TrackReading {
 public:
  explicit TrackReading(const Order& order) : order_(order) {}

  TrackFeatures read(object& line) {
    for (auto field : line) {
      JsonField found = json_field(field);
      const auto key = static_cast<Key>(std::ranges::find(kKeys, found.key) - kKeys.begin());
      if (key == kKeyCount) {
        check_json(found.content);
        continue;
      }
      if (std::exchange(seen_[key], true)) reject("the key " + in_quotes(kKeys[key]) + " stands twice");
      take(key, found.content);
    }
    finish();
    return std::move(track_);
  }

 private:
  void take(Key key, value& content) {
    switch (key) {
      case kSize:
        track_.size_bytes = json_unsigned(content, kKeys[key]);
        break;
      case kMtime:
        track_.mtime_us = microseconds_from(json_literal(content, kKeys[key]));
        break;
      case kDuration:
        track_.duration_s = positive(content, kKeys[key]);
        break;
      case kTags:
        track_.tags = read_tags(content);
        break;
      case kLabel:
        if (!is_json_null(content)) track_.label = json_text(content, kKeys[key]);
        break;
      case kChunks:
        take_chunks(content);
        break;
      case kPredictedTags:
      case kEmbedding:
      case kHasEmbedding:
        take_embedding(key, content);
        break;
      case kStart:
        section_.start_s = positive(content, kKeys[key]);
        break;
      case kEnd:
        section_.end_s = positive(content, kKeys[key]);
        break;
      default:
        text_of(key) = json_text(content, kKeys[key]);
    }
  }

  std::string& text_of(Key key) {
    switch (key) {
      case kPath:
        return path_;
      case kPathHex:
        return path_hex_;
      case kFile:
        return file_;
      case kFileHex:
        return file_hex_;
      case kHash:
        return track_.content_hash;
      case kDamage:
        return track_.damage;
      default:
        return track_.error;
    }
  }

  void take_chunks(value& content) {
    const std::string_view text = json_list(content, kKeys[kChunks]);
    if (order_.facts_only() || order_.wanted == Wanted::kAllButChunks) {
      has_chunks_ = text[text.find_first_not_of(" \t\r\n", 1)] != ']';
      return;
    }
    const FeatureOptions& options = order_.header->options;
    track_.chunks = chunks_from_text(text, {.least_frames = static_cast<std::size_t>(options.least_frames()),
                                            .most_frames = static_cast<std::size_t>(options.frames()),
                                            .coefficients = static_cast<std::size_t>(options.coefficients()),
                                            .in_one_piece = options.in_one_piece()});
    has_chunks_ = !track_.chunks.empty();
  }

  /// What no header speaks for may be of any network: it is passed over.
  void take_embedding(Key key, value& content) {
    if (key == kHasEmbedding && order_.facts_only()) {
      track_.has_embedding = json_bool(content, kKeys[key]);
    } else if (key == kEmbedding && order_.facts_only()) {
      json_list(content, kKeys[key]);
      track_.has_embedding = true;
    } else if (key == kEmbedding && order_.with_embedding()) {
      track_.embedding = read_embedding(content);
      track_.has_embedding = true;
    } else if (key == kPredictedTags && order_.with_embedding()) {
      track_.predicted_tags = read_predicted_tags(content);
    } else {
      check_json(content);
    }
  }

  void finish() {
    require_keys();
    track_.path = path_from(path_, path_hex_);
    if (track_.path.empty()) reject("the path is empty");
    track_.file = path_from(file_, file_hex_);
    if (seen_[kEnd] && !seen_[kStart]) reject("\"end_s\" stands without \"start_s\"");
    if (seen_[kStart]) track_.section = section_;
    if (!track_.error.empty() && (has_chunks_ || track_.has_embedding)) {
      reject("has both features and an error");
    }
  }

  void require_keys() const {
    for (std::size_t key = 0; key < (track_.error.empty() ? kWithoutError : kAlways); ++key) {
      if (key == kChunks && order_.facts_only()) continue;
      if (!seen_[key]) reject("the key " + in_quotes(kKeys[key]) + " is missing");
    }
  }

  Order order_;
  bool has_chunks_ = false;
  std::array<bool, kKeyCount> seen_ = {};
  std::string path_;
  std::string path_hex_;
  std::string file_;
  std::string file_hex_;
  audio::Section section_;
  TrackFeatures track_;
};

TrackFeatures read_line(simdjson::ondemand::parser& parser, PaddedText line, const Order& order) {
  auto document = json_value_of(parser.iterate(line.text, line.text.size() + kTextPadding));
  object track = json_value_of(document.get_object());
  TrackFeatures read = TrackReading(order).read(track);
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!at_end) reject("has something behind its end");
  return read;
}

TrackFeatures read_line(PaddedText line, const Order& order) {
  thread_local simdjson::ondemand::parser kept;
  if (line.text.size() <= kUsualLine) return read_line(kept, line, order);
  simdjson::ondemand::parser fresh;
  return read_line(fresh, line, order);
}

/// A copy that stays valid until the next one is asked for on this thread.
std::string_view with_padding(std::string_view line) {
  thread_local std::string padded;
  padded.reserve(line.size() + kTextPadding);
  padded = line;
  return padded;
}

}  // namespace

TrackFeatures track_from_line(PaddedText line, const FeatureHeader& header, Wanted wanted) {
  return read_line(line, {.header = &header, .wanted = wanted});
}

TrackFeatures track_from_line(std::string_view line, const FeatureHeader& header, Wanted wanted) {
  return read_line(PaddedText{with_padding(line)}, {.header = &header, .wanted = wanted});
}

TrackFeatures facts_from_line(std::string_view line) {
  return read_line(PaddedText{with_padding(line)}, {});
}

}  // namespace mrec::features
