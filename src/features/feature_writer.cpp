#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "features/feature_header.h"
#include "features/json_text.h"
#include "features/path_text.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {
namespace {

/// Seconds with six decimals, exact for every microsecond.
std::string seconds(std::int64_t microseconds) {
  const auto parts = std::lldiv(microseconds, 1000000);
  const std::string fraction = std::to_string(std::llabs(parts.rem));
  return (microseconds < 0 ? "-" : "") + std::to_string(std::llabs(parts.quot)) + "." +
         std::string(6 - fraction.size(), '0') + fraction;
}

void append_tags(std::string& json, const audio::Tags& tags) {
  json += '{';
  const auto append = [&json](const char* key, const auto& value, auto append_value) {
    if (json.back() != '{') json += ',';
    json.append("\"").append(key).append("\":");
    append_value(json, value);
  };
  const std::pair<const char*, const std::string&> texts[] = {
      {"artist", tags.artist}, {"title", tags.title}, {"album", tags.album}, {"genre", tags.genre}};
  for (const auto& [key, text] : texts) {
    if (!text.empty()) append(key, text, append_text);
  }
  if (tags.year != 0)
    append("year", tags.year, [](std::string& out, int year) { out += std::to_string(year); });
  json += '}';
}

class FeatureWriter : public TrackWriter {
 public:
  FeatureWriter(ByteSink sink, const FeatureHeader& header) : sink_(std::move(sink)), header_(header) {
    sink_(to_line(header) + "\n");
  }

  void write(const TrackFeatures& track) override {
    line_ = "{";
    append_path(line_, "path", track.path);
    line_ += ",\"size\":" + std::to_string(track.size_bytes) + ",\"mtime\":" + seconds(track.mtime_us);
    if (track.error.empty()) {
      append_features(track);
    } else {
      line_ += ",\"error\":";
      append_text(line_, track.error);
    }
    line_ += "}\n";
    sink_(line_);
  }

 private:
  void append_features(const TrackFeatures& track) {
    line_ += ",\"duration_s\":" + nlohmann::json(track.duration_s).dump() + ",\"tags\":";
    append_tags(line_, track.tags);
    line_ += ",\"label\":";
    append_label(track.label);
    line_ += ",\"chunks\":[";
    for (const Matrix& chunk : track.chunks) {
      assert(chunk.rows() == header_.options.frames() && chunk.cols() == header_.options.coefficients());
      if (line_.back() != '[') line_ += ',';
      append_chunk(line_, chunk, track.path);
    }
    line_ += ']';
  }

  void append_label(const std::string& label) {
    assert(label.empty() || std::binary_search(header_.genres.begin(), header_.genres.end(), label));
    if (label.empty()) {
      line_ += "null";
    } else {
      append_text(line_, label);
    }
  }

  ByteSink sink_;
  FeatureHeader header_;
  std::string line_;  ///< reused, for tracks are long
};

}  // namespace

std::unique_ptr<TrackWriter> make_feature_writer(ByteSink sink, const FeatureHeader& header) {
  return std::make_unique<FeatureWriter>(std::move(sink), header);
}

}  // namespace mrec::features
