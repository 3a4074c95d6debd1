#include "mrec/embedding/embedding_spec.h"

#include <nlohmann/json.hpp>

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"

namespace mrec::embedding {
namespace {

using nlohmann::json;

/// Far more than are ever taken, so that a later mrec may take more; still more is damage.
constexpr int kGreatestPatches = 1 << 20;

[[noreturn]] void reject(const std::string& problem) {
  throw Error(ErrorKind::kFormat, "the embedding" + problem);
}

std::string text_of(const json& object, const char* key) {
  const json text = object.value(key, json());
  if (!text.is_string()) reject(std::string("'s \"") + key + "\" is not a text");
  return text.get<std::string>();
}

int patches_of(const json& object) {
  const json patches = object.value("patches", json());
  // Compared and not read: what is read as int would be cut to fit.
  const bool fits = patches.is_number_integer() && patches >= 1 && patches <= kGreatestPatches;
  if (!fits) reject("'s \"patches\" is not a number from 1 on");
  return patches.get<int>();
}

}  // namespace

std::string to_json(const EmbeddingSpec& spec) {
  const nlohmann::ordered_json json = {
      {"network", spec.network}, {"weights", spec.weights}, {"patches", spec.patches}};
  return json.dump();
}

EmbeddingSpec embedding_spec_from_json(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) reject(" is not an object");
  EmbeddingSpec spec{.network = text_of(object, "network"),
                     .weights = text_of(object, "weights"),
                     .patches = patches_of(object)};
  if (spec.network.empty()) reject("'s \"network\" is empty");
  if (!is_checksum(spec.weights)) reject("'s \"weights\" is not a checksum");
  return spec;
}

}  // namespace mrec::embedding
