#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "features/embedding_text.h"
#include "features/json_text.h"
#include "features/path_text.h"
#include "features/time_text.h"
#include "mrec/core/compression.h"
#include "mrec/core/error.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/record_file.h"

namespace mrec::features {
namespace {

void append_key(std::string& json, std::string_view key) {
  if (json.back() != '{') json += ',';
  json.append("\"").append(key).append("\":");
}

void append_number(std::string& json, std::string_view key, double number) {
  append_key(json, key);
  json += nlohmann::json(number).dump();
}

/// Nothing for an empty text.
void append_known(std::string& json, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  append_key(json, key);
  append_text(json, text);
}

void append_tags(std::string& json, const audio::Tags& tags) {
  append_key(json, "tags");
  json += '{';
  append_known(json, "artist", tags.artist);
  append_known(json, "title", tags.title);
  append_known(json, "album", tags.album);
  append_known(json, "genre", tags.genre);
  if (tags.year != 0) {
    append_key(json, "year");
    json += std::to_string(tags.year);
  }
  json += '}';
}

/// Where the audio is, and what it is known by.
void append_source(std::string& json, const TrackFeatures& track) {
  append_path(json, "path", track.path);
  append_key(json, "size");
  json += std::to_string(track.size_bytes);
  append_key(json, "mtime");
  json += seconds_text(track.mtime_us);
  append_known(json, "hash", track.content_hash);
  if (!track.file.empty()) {
    json += ',';
    append_path(json, "file", track.file);
  }
  if (!track.section) return;
  append_number(json, "start_s", track.section->start_s);
  if (track.section->end_s > 0) append_number(json, "end_s", track.section->end_s);
}

void append_facts(std::string& json, const TrackFeatures& track) {
  append_source(json, track);
  if (!track.error.empty()) return append_known(json, "error", track.error);
  append_number(json, "duration_s", track.duration_s);
  append_known(json, "damage", track.damage);
  append_tags(json, track.tags);
  append_key(json, "label");
  if (track.label.empty()) {
    json += "null";
  } else {
    append_text(json, track.label);
  }
}

void append_chunks(std::string& json, const TrackFeatures& track) {
  append_key(json, "chunks");
  json += '[';
  for (const Matrix& chunk : track.chunks) {
    if (json.back() != '[') json += ',';
    append_chunk(json, chunk, track.path);
  }
  json += ']';
}

/// Before the chunks, so that these are the last in the line.
void append_sound(std::string& json, const TrackFeatures& track) {
  if (track.embedding.empty()) return;
  append_key(json, "predicted_tags");
  append_predicted_tags(json, track.predicted_tags, track.path);
  append_key(json, "embedding");
  append_embedding(json, track.embedding, track.path);
}

[[maybe_unused]] bool fits(const TrackFeatures& track, const FeatureHeader& header) {
  const FeatureOptions& options = header.options;
  const auto has_shape = [&options](const Matrix& chunk) {
    return chunk.rows() >= options.least_frames() && chunk.rows() <= options.frames() &&
           chunk.cols() == options.coefficients();
  };
  if (options.in_one_piece() && track.chunks.size() > 1) return false;
  return (header.embedding || track.embedding.empty()) && std::ranges::all_of(track.chunks, has_shape);
}

}  // namespace

RecordForm form_of_name(const std::filesystem::path& path) {
  return path.extension() == ".zst" ? RecordForm::kCompressed : RecordForm::kPlain;
}

std::string as_record(std::string line, RecordForm form) {
  assert(line.ends_with('\n'));
  return form == RecordForm::kCompressed ? compress(line) : std::move(line);
}

std::string facts_to_line(const TrackFeatures& track) {
  std::string line = "{";
  append_facts(line, track);
  if (track.error.empty() && (track.has_embedding || !track.embedding.empty())) {
    append_key(line, "has_embedding");
    line += "true";
  }
  return line + "}\n";
}

std::string to_line_with(const TrackFeatures& track, std::string_view chunks) {
  std::string line = "{";
  append_facts(line, track);
  append_sound(line, track);
  return line.append(chunks);
}

std::string to_line(const TrackFeatures& track, [[maybe_unused]] const FeatureHeader& header) {
  assert(fits(track, header));
  constexpr std::size_t kBytesOfANumber = 8;  // of most; growing step by step would need twice the memory
  const auto numbers = track.chunks.empty() ? 0 : static_cast<std::size_t>(track.chunks.front().size());
  std::string line;
  line.reserve(4096 + track.chunks.size() * numbers * kBytesOfANumber);
  line += '{';
  append_facts(line, track);
  if (track.error.empty()) {
    append_sound(line, track);
    append_chunks(line, track);
  }
  line += "}\n";
  if (line.size() > kLongestLine) {
    throw Error(ErrorKind::kData, track.path.string(), "has more features than a line can hold",
                "extract an excerpt of it");
  }
  return line;
}

}  // namespace mrec::features
