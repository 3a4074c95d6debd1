// The classifier as a file: what stands where is said in docs/formats.md.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include "genre/design_metadata.h"
#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"

namespace mrec::genre {
namespace {

constexpr const char* kFormatName = "mrec-genre-model";
constexpr int kVersion = 1;
constexpr const char* kMeanName = "input.mean";
constexpr const char* kScaleName = "input.scale";

/// Keys of our own; every other key of the metadata is provenance.
constexpr const char* kOwnKeys[] = {"format",   "version", "architecture",   "input",
                                    "features", "genres",  "standardisation"};

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

void require_size(const TensorFile& file, const std::string& name, std::size_t size, const char* of) {
  if (file.tensor(name).values.size() == size) return;
  throw Error(ErrorKind::kFormat, name + " is not of one number " + of, "train it again");
}

/// Asked before the network is built: its size must be that of the file, not what some text says.
void require_sizes(const TensorFile& file, const ClassifierDesign& design) {
  const std::string layer = logits_layer(design.architecture);
  require_size(file, layer + ".bias", design.genres.size(), "a genre");
  if (design.architecture == Architecture::kCnn3) return;
  require_size(file, layer + ".kernel", design.input.size() * design.genres.size(), "an input and genre");
}

/// Its root would be no number, which the next ReLU makes 0: the answers would be wrong, not missing.
void require_variances(const TensorFile& file) {
  for (const NamedTensor& tensor : file.tensors) {
    const bool sound = std::ranges::all_of(tensor.values, [](float value) { return value >= 0; });
    if (sound || !tensor.name.ends_with(".moving_variance")) continue;
    throw Error(ErrorKind::kFormat, tensor.name + " is negative", "train it again");
  }
}

nn::Network build_network(const ClassifierDesign& design) {
  if (design.architecture == Architecture::kSoftmax) {
    return build_softmax(design.input, design.genres.size(), Rng(0));
  }
  return build_cnn3(design.input, design.genres.size(), design.cnn3, Rng(0));
}

Classifier read_classifier(TensorFile file) {
  require_known_format(file);
  ClassifierDesign design = read_design(file);
  require_sizes(file, design);
  require_variances(file);
  Standardisation standardisation{.mean = take_vector(file, kMeanName, design.input.width),
                                  .scale = take_vector(file, kScaleName, design.input.width)};
  nn::Network network = build_network(design);
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
  write_design(design_, file);
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
