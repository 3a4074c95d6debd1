#include "genre/design_metadata.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/error.h"

namespace mrec::genre {
namespace {

using Json = nlohmann::json;

/// A chunk or vector of more numbers than this is damage, not music: it would ask for gigabytes of weights.
constexpr int kMostInputs = 1 << 20;

std::string architecture_json(const ClassifierDesign& design) {
  Json json = {{"name", name_of(design.architecture)},
               {"input", {design.input.height, design.input.width, design.input.channels}}};
  if (design.architecture == Architecture::kCnn3) {
    json["third_pool"] = design.cnn3.third_pool;
    json["dropout"] = design.cnn3.dropout;
  }
  return json.dump();
}

/// What the vectors are that a model judges by.
std::string input_json(const ClassifierDesign& design) {
  Json json = design.embedding ? Json::parse(to_json(*design.embedding)) : Json::object();
  json["kind"] = name_of(design.track_input);
  return json.dump();
}

[[noreturn]] void fail_as_unknown() {
  throw Error(ErrorKind::kFormat, "holds a network that this mrec does not know", "update mrec");
}

[[noreturn]] void fail_as_impossible() {
  throw Error(ErrorKind::kFormat, "describes a network that cannot be", "train it again");
}

Architecture architecture_named(const Json& name) {
  for (const Architecture each : {Architecture::kCnn3, Architecture::kSoftmax}) {
    if (name == name_of(each)) return each;
  }
  fail_as_unknown();
}

/// A number that is read as int would be cut to fit.
int whole_number(const Json& number, int most) {
  if (number.is_number_integer()) {
    const auto value = number.get<std::int64_t>();
    if (value >= 1 && value <= most) return static_cast<int>(value);
  }
  throw Error(ErrorKind::kFormat, "describes an input that cannot be", "train it again");
}

/// What the vectors are that a model judges by. Only models of chunks do not say it.
void read_track_input(const TensorFile& file, ClassifierDesign& design) {
  if (design.architecture == Architecture::kCnn3) return;
  const Json input = Json::parse(file.value("input"));
  const Json& kind = input.at("kind");
  if (kind == name_of(TrackInput::kEmbedding)) {
    design.track_input = TrackInput::kEmbedding;
    design.embedding = embedding::embedding_spec_from_json(file.value("input"));
  } else if (kind == name_of(TrackInput::kStatistics)) {
    design.track_input = TrackInput::kStatistics;
  } else {
    fail_as_unknown();
  }
}

nn::SampleShape input_shape(const Json& given, const ClassifierDesign& design) {
  nn::SampleShape shape;
  if (design.track_input == TrackInput::kEmbedding) {
    shape.width = whole_number(given.at(1), kMostInputs);
  } else {
    const bool of_chunks = design.track_input == TrackInput::kChunks;
    shape.height = of_chunks ? design.features.frames() : 1;
    shape.width = design.features.coefficients() * (of_chunks ? 1 : 2);
  }
  // Compared and not read, as above.
  if (given == Json{shape.height, shape.width, shape.channels}) return shape;
  throw Error(ErrorKind::kFormat, "is for chunks or vectors that its features do not make", "train it again");
}

void read_cnn3(const Json& architecture, ClassifierDesign& design) {
  design.cnn3 = {.third_pool = architecture.at("third_pool").get<int>(),
                 .dropout = architecture.at("dropout").get<double>()};
  const bool sensible = design.input.height <= kMostInputs / design.input.width &&
                        design.cnn3.third_pool >= 1 && design.cnn3.third_pool <= 16 &&
                        design.cnn3.dropout >= 0 && design.cnn3.dropout < 1;
  if (!sensible) fail_as_impossible();
}

}  // namespace

void write_design(const ClassifierDesign& design, TensorFile& file) {
  file.metadata["architecture"] = architecture_json(design);
  if (!design.embedding) file.metadata["features"] = features::to_json(design.features);
  if (is_vector(design.track_input)) file.metadata["input"] = input_json(design);
  file.metadata["genres"] = Json(design.genres).dump();
}

ClassifierDesign read_design(const TensorFile& file) {
  ClassifierDesign design;
  const Json architecture = Json::parse(file.value("architecture"));
  design.architecture = architecture_named(architecture.at("name"));
  read_track_input(file, design);
  if (design.track_input != TrackInput::kEmbedding) {
    design.features = features::feature_options_from_json(file.value("features"));
  }
  design.genres = Json::parse(file.value("genres")).get<std::vector<std::string>>();
  design.input = input_shape(architecture.at("input"), design);
  if (design.genres.size() < 2) fail_as_impossible();
  if (design.architecture == Architecture::kCnn3) read_cnn3(architecture, design);
  return design;
}

}  // namespace mrec::genre
