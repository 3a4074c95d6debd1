#include "features/track_line.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include "features/chunk_text.h"
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
  kKeyCount
};
constexpr std::array<std::string_view, kKeyCount> kKeys = {
    "path",     "size", "mtime",  "duration_s", "tags",     "label",   "chunks", "error",
    "path_hex", "hash", "damage", "file",       "file_hex", "start_s", "end_s"};
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

/// Fills a track from its line. Without a header the chunks are passed over, and there need be none.
class TrackReading {
 public:
  explicit TrackReading(const FeatureHeader* header) : header_(header) {}

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
    if (header_ == nullptr) return;
    const FeatureOptions& options = header_->options;
    track_.chunks =
        chunks_from_text(text, {.frames = static_cast<std::size_t>(options.frames()),
                                .coefficients = static_cast<std::size_t>(options.coefficients())});
  }

  void finish() {
    require_keys();
    track_.path = path_from(path_, path_hex_);
    if (track_.path.empty()) reject("the path is empty");
    track_.file = path_from(file_, file_hex_);
    if (seen_[kEnd] && !seen_[kStart]) reject("\"end_s\" stands without \"start_s\"");
    if (seen_[kStart]) track_.section = section_;
    if (!track_.error.empty() && !track_.chunks.empty()) reject("has both chunks and an error");
  }

  void require_keys() const {
    for (std::size_t key = 0; key < (track_.error.empty() ? kWithoutError : kAlways); ++key) {
      if (key == kChunks && header_ == nullptr) continue;
      if (!seen_[key]) reject("the key " + in_quotes(kKeys[key]) + " is missing");
    }
  }

  const FeatureHeader* header_;
  std::array<bool, kKeyCount> seen_ = {};
  std::string path_;
  std::string path_hex_;
  std::string file_;
  std::string file_hex_;
  audio::Section section_;
  TrackFeatures track_;
};

TrackFeatures read_line(simdjson::ondemand::parser& parser, PaddedText line, const FeatureHeader* header) {
  auto document = json_value_of(parser.iterate(line.text, line.text.size() + kTextPadding));
  object track = json_value_of(document.get_object());
  TrackFeatures read = TrackReading(header).read(track);
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!at_end) reject("has something behind its end");
  return read;
}

TrackFeatures read_line(PaddedText line, const FeatureHeader* header) {
  thread_local simdjson::ondemand::parser kept;
  if (line.text.size() <= kUsualLine) return read_line(kept, line, header);
  simdjson::ondemand::parser fresh;
  return read_line(fresh, line, header);
}

/// A copy that stays valid until the next one is asked for on this thread.
std::string_view with_padding(std::string_view line) {
  thread_local std::string padded;
  padded.reserve(line.size() + kTextPadding);
  padded = line;
  return padded;
}

}  // namespace

TrackFeatures track_from_line(PaddedText line, const FeatureHeader& header) {
  return read_line(line, &header);
}

TrackFeatures track_from_line(std::string_view line, const FeatureHeader& header) {
  return read_line(PaddedText{with_padding(line)}, &header);
}

TrackFeatures facts_from_line(std::string_view line) {
  return read_line(PaddedText{with_padding(line)}, nullptr);
}

}  // namespace mrec::features
