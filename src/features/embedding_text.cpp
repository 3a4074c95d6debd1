#include "features/embedding_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

#include "features/json_text.h"

namespace mrec::features {
namespace {

constexpr double kUnits = 1000;  // in one
constexpr int kDecimals = 3;
constexpr std::size_t kMostDimensions = 4096;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem);
}

/// Without the zeros at its end.
void append_number(std::string& json, float value, const std::filesystem::path& track) {
  if (!std::isfinite(value)) {
    throw Error(ErrorKind::kData, track.string(), "its embedding is not of finite numbers",
                "leave this file out");
  }
  std::array<char, 64> text{};
  char* const begin = text.data();
  char* end =
      std::to_chars(begin, begin + text.size(), kept_thousandths(value), std::chars_format::fixed, kDecimals)
          .ptr;
  while (end[-1] == '0') --end;
  if (end[-1] == '.') --end;
  json.append(begin, end);
}

}  // namespace

float kept_thousandths(float value) {
  const double units = std::nearbyint(static_cast<double>(value) * kUnits);
  return static_cast<float>(units / kUnits) + 0.0F;  // no negative zero
}

void append_embedding(std::string& json, std::span<const float> embedding,
                      const std::filesystem::path& track) {
  json += '[';
  for (const float value : embedding) {
    if (json.back() != '[') json += ',';
    append_number(json, value, track);
  }
  json += ']';
}

void append_predicted_tags(std::string& json, std::span<const PredictedTag> tags,
                           const std::filesystem::path& track) {
  json += '{';
  for (const PredictedTag& tag : tags) {
    if (json.back() != '{') json += ',';
    append_text(json, tag.name);
    json += ':';
    append_number(json, tag.probability, track);
  }
  json += '}';
}

std::vector<float> read_embedding(ondemand::value& value) {
  std::vector<float> embedding;
  for (auto item : json_array(value, "embedding")) {
    ondemand::value number = json_value_of(std::move(item));
    const double read = json_number(number, "embedding");
    if (!(std::abs(read) <= std::numeric_limits<float>::max()))
      reject("\"embedding\" has a number too large");
    embedding.push_back(static_cast<float>(read));
  }
  if (embedding.empty() || embedding.size() > kMostDimensions) {
    reject("\"embedding\" does not have 1 to " + std::to_string(kMostDimensions) + " numbers");
  }
  return embedding;
}

std::vector<PredictedTag> read_predicted_tags(ondemand::value& value) {
  std::vector<PredictedTag> tags;
  std::set<std::string, std::less<>> names;
  for (auto field : json_object(value, "predicted_tags")) {
    JsonField tag = json_field(field);
    const auto [name, is_new] = names.emplace(tag.key);
    if (!is_new) reject("the key \"" + *name + "\" stands twice");
    const double probability = json_number(tag.content, "predicted_tags");
    if (!(probability >= 0 && probability <= 1)) {
      reject("\"predicted_tags\" has a probability that is not from 0 to 1");
    }
    tags.push_back({.name = *name, .probability = static_cast<float>(probability)});
  }
  std::ranges::stable_sort(tags, std::ranges::greater{}, &PredictedTag::probability);
  return tags;
}

}  // namespace mrec::features
