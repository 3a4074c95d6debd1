#include "genre/design_metadata.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::genre {
namespace {

using Json = nlohmann::json;

/// A chunk or vector of more numbers than this is damage, not music: it would ask for gigabytes of weights.
constexpr int kMostInputs = 1 << 20;
constexpr std::size_t kMostMembers = 64;

[[noreturn]] void fail_as_unknown() {
  throw Error(ErrorKind::kFormat, "holds a network that this mrec does not know", "update mrec");
}

[[noreturn]] void fail_as_impossible() {
  throw Error(ErrorKind::kFormat, "describes a network that cannot be", "train it again");
}

Json member_json(const MemberDesign& design) {
  Json json = {{"architecture", name_of(design.architecture)},
               {"input", name_of(design.input)},
               {"shape", {design.shape.height, design.shape.width, design.shape.channels}},
               {"weight", design.weight}};
  if (is_network(design.architecture)) json["dropout"] = design.network.dropout;
  if (design.learning_rate) json["learning_rate"] = *design.learning_rate;
  if (design.architecture == Architecture::kCourse) json["third_pool"] = design.network.third_pool;
  return json;
}

Json calibration_json(const Calibration& calibration) {
  Json json = {{"temperature", calibration.temperature}};
  if (calibration.unknown_below) json["unknown_below"] = *calibration.unknown_below;
  return json;
}

template <class Value>
Value named(const Json& name, const std::vector<std::string>& names, Value (*of_name)(std::string_view)) {
  const auto place = std::ranges::find_if(names, [&](const std::string& each) { return name == each; });
  if (place == names.end()) fail_as_unknown();
  return of_name(*place);
}

/// A number that is read as int would be cut to fit.
int whole_number(const Json& number, int most) {
  if (number.is_number_integer()) {
    const auto value = number.get<std::int64_t>();
    if (value >= 1 && value <= most) return static_cast<int>(value);
  }
  throw Error(ErrorKind::kFormat, "describes an input that cannot be", "train it again");
}

int features_of_vector(const Json& given, const MemberDesign& member, const ClassifierDesign& design) {
  if (member.input == TrackInput::kEmbedding) return whole_number(given.at(1), kMostInputs);
  return *InputMaker(member.input, design.features).vector_size();
}

/// Compared and not read, where the features tell what it must be.
nn::SampleShape input_shape(const Json& given, const MemberDesign& member, const ClassifierDesign& design) {
  nn::SampleShape shape;
  if (is_vector(member.input)) {
    shape.width = features_of_vector(given, member, design);
  } else {
    shape.height = member.input == TrackInput::kClip ? kWindowFrames : design.features.frames();
    shape.width = design.features.coefficients();
  }
  if (shape.height <= kMostInputs / shape.width && given == Json{shape.height, shape.width, shape.channels}) {
    return shape;
  }
  throw Error(ErrorKind::kFormat, "is for chunks or vectors that its features do not make", "train it again");
}

void require_sensible(const MemberDesign& member) {
  const NetworkOptions& options = member.network;
  const double rate = member.learning_rate.value_or(1);
  const bool sensible = options.third_pool >= 1 && options.third_pool <= 16 && options.dropout >= 0 &&
                        options.dropout < 1 && member.weight > 0 && std::isfinite(member.weight) &&
                        rate > 0 && rate <= 1;
  const bool fits = is_vector(member.input) ||
                    (is_network(member.architecture) &&
                     (member.input == TrackInput::kClip || member.architecture != Architecture::kCnn3));
  if (!sensible || !fits) fail_as_impossible();
}

MemberDesign read_member(const Json& json, const ClassifierDesign& design) {
  MemberDesign member;
  member.architecture = named<Architecture>(json.at("architecture"), architecture_names(), architecture);
  member.input = named<TrackInput>(json.at("input"), track_input_names(), track_input);
  member.weight = json.value("weight", 1.0);
  member.network.dropout = json.value("dropout", member.network.dropout);
  member.network.third_pool = json.value("third_pool", member.network.third_pool);
  if (json.contains("learning_rate")) member.learning_rate = json["learning_rate"].get<double>();
  require_sensible(member);
  if (member.input == TrackInput::kEmbedding && !design.embedding) fail_as_impossible();
  member.shape = input_shape(json.at("shape"), member, design);
  return member;
}

Calibration read_calibration(const Json& json) {
  Calibration calibration{.temperature = json.at("temperature").get<double>()};
  if (json.contains("unknown_below")) calibration.unknown_below = json["unknown_below"].get<double>();
  const bool sensible = calibration.temperature > 0 && std::isfinite(calibration.temperature) &&
                        std::isfinite(calibration.unknown_below.value_or(0));
  if (!sensible) fail_as_impossible();
  return calibration;
}

/// The members as version 2 writes them. Before it there was one, named otherwise.
Json members_of(const TensorFile& file, int version) {
  if (version >= 2) return Json::parse(file.value("members"));
  Json member = Json::parse(file.value("architecture"));
  const std::string name = member.at("name").get<std::string>();
  if (name != "cnn3" && name != "softmax") fail_as_unknown();
  member["architecture"] = name == "cnn3" ? "course" : "logistic";
  member["shape"] = member.at("input");
  member["input"] = name == "cnn3" ? Json("chunks") : Json::parse(file.value("input")).at("kind");
  return Json::array({std::move(member)});
}

const char* embedding_key(int version) {
  return version >= 2 ? "embedding" : "input";
}

}  // namespace

void write_blueprint(const Classifier& classifier, TensorFile& file) {
  const ClassifierDesign& design = classifier.design();
  Json members = Json::array();
  bool looks_at_sound = false;
  for (const Member& member : classifier.members()) {
    members.push_back(member_json(member.design()));
    looks_at_sound = looks_at_sound || member.design().input != TrackInput::kEmbedding;
  }
  file.metadata["members"] = members.dump();
  file.metadata["genres"] = Json(design.genres).dump();
  if (looks_at_sound) file.metadata["features"] = features::to_json(design.features);
  if (design.embedding) file.metadata["embedding"] = to_json(*design.embedding);
  if (design.multi_label) file.metadata["multi_label"] = "true";
  if (design.calibration != Calibration{}) {
    file.metadata["calibration"] = calibration_json(design.calibration).dump();
  }
}

Blueprint read_blueprint(const TensorFile& file, int version) {
  Blueprint blueprint;
  ClassifierDesign& design = blueprint.design;
  const Json members = members_of(file, version);
  if (!members.is_array() || members.empty() || members.size() > kMostMembers) fail_as_impossible();
  const auto looks_at = [&](const char* input) {
    return std::ranges::any_of(members, [&](const Json& member) { return member.at("input") == input; });
  };
  const bool at_embeddings_only = std::ranges::all_of(
      members, [](const Json& member) { return member.at("input") == name_of(TrackInput::kEmbedding); });
  if (!at_embeddings_only) design.features = features::feature_options_from_json(file.value("features"));
  if (looks_at(name_of(TrackInput::kEmbedding))) {
    design.embedding = embedding::embedding_spec_from_json(file.value(embedding_key(version)));
  }
  design.genres = Json::parse(file.value("genres")).get<std::vector<std::string>>();
  design.multi_label = file.metadata.contains("multi_label") && file.value("multi_label") == "true";
  if (file.metadata.contains("calibration")) {
    design.calibration = read_calibration(Json::parse(file.value("calibration")));
  }
  if (design.genres.size() < 2) fail_as_impossible();
  for (const Json& member : members) blueprint.members.push_back(read_member(member, design));
  return blueprint;
}

}  // namespace mrec::genre
