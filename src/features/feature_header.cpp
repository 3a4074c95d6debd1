#include "features/feature_header.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "features/json_text.h"
#include "features/path_text.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "mrec-features";
constexpr int kVersion = 2;
constexpr int kGreatestAnalysis = 1000000;
constexpr int kDeepest = 4;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

/// Parses and refuses what the library lets pass: the same key twice, and nesting without end.
json parse_strictly(std::string_view line) {
  std::vector<std::set<std::string>> keys;
  const auto check = [&keys](int depth, json::parse_event_t event, json& value) {
    if (depth > kDeepest) reject("brackets are nested too deeply");
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second) {
      reject("the key \"" + value.get<std::string>() + "\" stands twice");
    }
    return true;
  };
  return json::parse(line, check, false);
}

std::string text_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) reject(std::string("\"") + key + "\" is not a text");
  return found->get<std::string>();
}

void check_version(const json& object) {
  const json version = object.value("version", json());
  if (!version.is_number_integer() || version < 1) reject("\"version\" is not a number");
  if (version > kVersion)
    reject("has format version " + version.dump() + ", newer than this mrec knows: update mrec");
}

int analysis_of(const json& object) {
  const json analysis = object.value("analysis", json(1));  // files without it are older than the key
  const bool fits = analysis.is_number_integer() && analysis >= 1 && analysis <= kGreatestAnalysis;
  if (!fits) reject("\"analysis\" is not a number from 1 on");
  return analysis.get<int>();
}

}  // namespace

std::string to_line(const FeatureHeader& header) {
  std::string line = std::string("{\"format\":\"") + kFormat + "\",\"version\":" + std::to_string(kVersion) +
                     ",\"analysis\":" + std::to_string(header.analysis) + ",";
  append_path(line, "root", header.root);
  line += ",\"options\":" + to_json(header.options);
  if (header.embedding) line += ",\"embedding\":" + to_json(*header.embedding);
  return line + "}\n";
}

FeatureHeader header_from_line(std::string_view line) {
  const json object = parse_strictly(line);
  if (!object.is_object() || object.value("format", json()) != kFormat)
    reject("is not the header of a feature file");
  check_version(object);
  const std::string hex = object.contains("root_hex") ? text_of(object, "root_hex") : "";
  FeatureHeader header{.root = path_from(text_of(object, "root"), hex),
                       .options = feature_options_from_json(object.value("options", json()).dump()),
                       .analysis = analysis_of(object)};
  if (object.contains("embedding")) {
    header.embedding = embedding::embedding_spec_from_json(object["embedding"].dump());
  }
  return header;
}

}  // namespace mrec::features
