#include "index_json.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "mrec/core/hex.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

using Json = nlohmann::json;

constexpr const char* kFormat = "mrec-index";
constexpr const char* kVersion = "3";  // 1 knew nothing of CUE sheets, 2 of several embeddings

Json path_to_json(const std::filesystem::path& path) {
  const std::string& bytes = path.native();
  Json json{{"path", to_utf8(bytes)}};
  if (!is_utf8(bytes)) json["path_hex"] = to_hex(bytes);
  return json;
}

std::filesystem::path path_from_json(const Json& json) {
  if (json.contains("path_hex")) {
    const auto bytes = from_hex(json.at("path_hex").get<std::string>());
    if (!bytes) throw std::invalid_argument("not hexadecimal");
    return *bytes;
  }
  return json.at("path").get<std::string>();
}

Json to_json(const Track& track) {
  Json json = path_to_json(track.path);
  json["artist"] = to_utf8(track.artist);
  json["title"] = to_utf8(track.title);
  json["duration_s"] = track.duration_s;
  if (track.is_section()) {
    json["file"] = path_to_json(track.file);
    json["start_s"] = track.start_s;
    json["end_s"] = track.end_s;
  }
  return json;
}

Track track_from_json(const Json& json) {
  Track track{.path = path_from_json(json),
              .artist = json.at("artist").get<std::string>(),
              .title = json.at("title").get<std::string>(),
              .duration_s = json.at("duration_s").get<double>()};
  if (json.contains("file")) {
    track.file = path_from_json(json.at("file"));
    track.start_s = json.at("start_s").get<double>();
    track.end_s = json.at("end_s").get<double>();
  }
  return track;
}

Json to_json(const FileStamp& stamp) {
  return {{"size_bytes", stamp.size_bytes}, {"mtime_us", stamp.mtime_us}};
}

FileStamp stamp_from_json(const Json& json) {
  return {.size_bytes = json.at("size_bytes").get<std::uint64_t>(),
          .mtime_us = json.at("mtime_us").get<std::int64_t>()};
}

std::string sources_text(const IndexSources& sources) {
  return Json{{"library", to_json(sources.library)},
              {"model", to_json(sources.model)},
              {"embedding", sources.embedding}}
      .dump();
}

IndexSources parse_sources(const std::string& text) {
  const Json json = Json::parse(text);
  return {.library = stamp_from_json(json.at("library")),
          .model = stamp_from_json(json.at("model")),
          .embedding = json.at("embedding").get<std::string>()};
}

Json genres_to_json(const std::vector<std::string>& genres) {
  Json json = Json::array();
  for (const std::string& genre : genres) json.push_back(to_utf8(genre));
  return json;
}

Json tracks_to_json(const std::vector<Track>& tracks) {
  Json json = Json::array();
  for (const Track& track : tracks) json.push_back(to_json(track));
  return json;
}

Index parse(const std::map<std::string, std::string>& metadata) {
  Index index;
  index.root = path_from_json(Json::parse(metadata.at("root")));
  index.genres = Json::parse(metadata.at("genres")).get<std::vector<std::string>>();
  const Json tracks = Json::parse(metadata.at("tracks"));
  index.tracks.reserve(tracks.size());
  for (const Json& track : tracks) index.tracks.push_back(track_from_json(track));
  index.left_out = Json::parse(metadata.at("left_out")).get<std::size_t>();
  return index;
}

}  // namespace

std::map<std::string, std::string> to_metadata(const Index& index, const IndexSources& sources) {
  return {{"format", kFormat},
          {"version", kVersion},
          {"sources", sources_text(sources)},
          {"root", path_to_json(index.root).dump()},
          {"genres", genres_to_json(index.genres).dump()},
          {"tracks", tracks_to_json(index.tracks).dump()},
          {"left_out", std::to_string(index.left_out)}};
}

std::optional<KeptIndex> from_metadata(const std::map<std::string, std::string>& metadata,
                                       const IndexSources* wanted) {
  try {
    if (metadata.at("format") != kFormat || metadata.at("version") != kVersion) return std::nullopt;
    IndexSources sources = parse_sources(metadata.at("sources"));
    if (wanted != nullptr && sources != *wanted) return std::nullopt;
    return KeptIndex{.index = parse(metadata), .sources = std::move(sources)};
  } catch (const Json::exception&) {
    return std::nullopt;
  } catch (const std::logic_error&) {  // a key that is missing, a path that is not hexadecimal
    return std::nullopt;
  }
}

}  // namespace mrec::library
