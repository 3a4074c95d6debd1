// The classifier as a file: what stands where is said in docs/formats.md.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"

namespace mrec::genre {
namespace {

using Json = nlohmann::json;

constexpr const char* kFormatName = "mrec-genre-model";
constexpr int kVersion = 1;
constexpr const char* kArchitecture = "cnn3";
constexpr const char* kMeanName = "input.mean";
constexpr const char* kScaleName = "input.scale";

/// A chunk of more numbers than this is damage, not music: it would ask for gigabytes of weights.
constexpr int kMostInputs = 1 << 20;

/// Keys of our own; every other key of the metadata is provenance.
constexpr const char* kOwnKeys[] = {"format",   "version", "architecture",
                                    "features", "genres",  "standardisation"};

std::string architecture_json(const ClassifierDesign& design) {
  return Json{{"name", kArchitecture},
              {"input", {design.input.height, design.input.width, design.input.channels}},
              {"third_pool", design.cnn3.third_pool},
              {"dropout", design.cnn3.dropout}}
      .dump();
}

NamedTensor vector_tensor(const char* name, const std::vector<float>& values) {
  return {.name = name, .shape = {static_cast<std::int64_t>(values.size())}, .values = values};
}

std::vector<float> take_vector(TensorFile& file, const char* name, int size) {
  const NamedTensor tensor = file.tensor(name);
  if (tensor.shape != std::vector<std::int64_t>{size}) {
    throw Error(ErrorKind::kFormat, std::string("tensor ") + name + " has another shape than the features",
                "train it again");
  }
  std::erase_if(file.tensors, [&](const NamedTensor& each) { return each.name == name; });
  return tensor.values;
}

/// The version, 0 for anything but a whole number.
int version_of(const std::string& text) {
  int version = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), version);
  return result.ec == std::errc() && result.ptr == text.data() + text.size() ? version : 0;
}

void require_known_format(const TensorFile& file) {
  if (!file.metadata.contains("format") || file.value("format") != kFormatName) {
    throw Error(ErrorKind::kFormat, "is not a genre model of mrec", "train one with mrec train");
  }
  const int version = version_of(file.value("version"));
  if (version < 1) throw Error(ErrorKind::kFormat, "has no version that is a number", "train it again");
  if (version > kVersion) {
    throw Error(ErrorKind::kFormat, "is of version " + file.value("version") + ", newer than this mrec knows",
                "update mrec");
  }
}

ClassifierDesign read_design(const TensorFile& file) {
  ClassifierDesign design;
  design.features = features::feature_options_from_json(file.value("features"));
  design.genres = Json::parse(file.value("genres")).get<std::vector<std::string>>();
  const Json architecture = Json::parse(file.value("architecture"));
  if (architecture.at("name") != kArchitecture) {
    throw Error(ErrorKind::kFormat, "holds a network that this mrec does not know", "update mrec");
  }
  const Json& input = architecture.at("input");
  // Compared and not read, because a number read as int would be cut to fit.
  design.input = {.height = design.features.frames(), .width = design.features.coefficients(), .channels = 1};
  if (input != Json{design.input.height, design.input.width, design.input.channels}) {
    throw Error(ErrorKind::kFormat, "is for chunks that its features do not make", "train it again");
  }
  design.cnn3 = {.third_pool = architecture.at("third_pool").get<int>(),
                 .dropout = architecture.at("dropout").get<double>()};
  const bool sensible = design.genres.size() >= 2 &&
                        design.input.height <= kMostInputs / design.input.width &&
                        design.cnn3.third_pool >= 1 && design.cnn3.third_pool <= 16 &&
                        design.cnn3.dropout >= 0 && design.cnn3.dropout < 1;
  if (!sensible) throw Error(ErrorKind::kFormat, "describes a network that cannot be", "train it again");
  return design;
}

/// Asked before the network is built: its size must be that of the file, not what some text says.
void require_genres(const TensorFile& file, std::size_t genres) {
  const std::string bias = std::string(kCnn3LogitsLayer) + ".bias";
  if (file.tensor(bias).values.size() == genres) return;
  throw Error(ErrorKind::kFormat, bias + " is not of one number a genre", "train it again");
}

/// Its root would be no number, which the next ReLU makes 0: the answers would be wrong, not missing.
void require_variances(const TensorFile& file) {
  for (const NamedTensor& tensor : file.tensors) {
    const bool sound = std::ranges::all_of(tensor.values, [](float value) { return value >= 0; });
    if (sound || !tensor.name.ends_with(".moving_variance")) continue;
    throw Error(ErrorKind::kFormat, tensor.name + " is negative", "train it again");
  }
}

Classifier read_classifier(TensorFile file) {
  require_known_format(file);
  ClassifierDesign design = read_design(file);
  require_genres(file, design.genres.size());
  require_variances(file);
  Standardisation standardisation{.mean = take_vector(file, kMeanName, design.input.width),
                                  .scale = take_vector(file, kScaleName, design.input.width)};
  nn::Network network = build_cnn3(design.input, design.genres.size(), design.cnn3, Rng(0));
  network.load_state(file.tensors);
  Classifier classifier(std::move(design), std::move(standardisation), std::move(network));
  classifier.provenance() = std::move(file.metadata);
  for (const char* key : kOwnKeys) classifier.provenance().erase(key);
  classifier.predict(nn::Tensor(1, classifier.design().input),
                     Workers(1));  // damaged weights seldom stand this
  return classifier;
}

}  // namespace

void Classifier::save(const std::filesystem::path& path) const {
  TensorFile file;
  file.metadata = provenance_;
  file.metadata["format"] = kFormatName;
  file.metadata["version"] = std::to_string(kVersion);
  file.metadata["architecture"] = architecture_json(design_);
  file.metadata["features"] = features::to_json(design_.features);
  file.metadata["genres"] = Json(design_.genres).dump();
  file.metadata["standardisation"] = "(coefficient - input.mean) * input.scale, before the first layer";
  file.tensors = {vector_tensor(kMeanName, standardisation_.mean),
                  vector_tensor(kScaleName, standardisation_.scale)};
  for (NamedTensor& tensor : network_.state()) file.tensors.push_back(std::move(tensor));
  write_safetensors(path, file);
}

Classifier Classifier::load(const std::filesystem::path& path) {
  TensorFile file = read_safetensors(path);
  try {
    return read_classifier(std::move(file));
  } catch (const Error& error) {
    throw Error(ErrorKind::kFormat, path.string(), error.what());
  } catch (const std::exception&) {  // JSON or a number that is not one
    throw Error(ErrorKind::kFormat, path.string(), "its metadata is damaged",
                "train it again or take another file");
  }
}

}  // namespace mrec::genre
