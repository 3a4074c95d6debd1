#include "embedding/musicnn_graph.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "embedding/musicnn_variables.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/embedding/log_mel.h"
#include "mrec/embedding/musicnn.h"

namespace mrec::embedding {
namespace {

/// In the order of their outputs.
constexpr const char* kFrontLayers[] = {"frontend.timbral38", "frontend.timbral67", "frontend.temporal128",
                                        "frontend.temporal64", "frontend.temporal32"};
constexpr const char* kMidLayers[] = {"midend.1", "midend.2", "midend.3"};

[[noreturn]] void fail_as_damaged(const std::string& problem) {
  throw Error(ErrorKind::kFormat, problem, "make the file again with mrec import musicnn");
}

/// That all arrays are there and of their shapes, which from then on tell the sizes of the layers.
void require_arrays(const TensorFile& file) {
  for (const MusicnnVariable& variable : musicnn_variables()) {
    const NamedTensor& tensor = file.tensor(variable.name);
    if (tensor.shape != variable.shape) {
      fail_as_damaged("tensor " + variable.name + " has another shape than musicnn's");
    }
    // Of a negative number there is no root, and maxima would hide that.
    const bool sound = std::ranges::all_of(tensor.values, [](float value) { return value >= 0; });
    if (variable.name.ends_with(".moving_variance") && !sound) {
      fail_as_damaged("tensor " + variable.name + " is negative");
    }
  }
}

int extent(const NamedTensor& tensor, std::size_t axis) {
  return static_cast<int>(tensor.shape[axis]);
}

nn::ChannelAffine norm_of(const TensorFile& file, const std::string& name) {
  const auto values = [&](const char* part) -> const std::vector<float>& {
    return file.tensor(name + part).values;
  };
  return nn::ChannelAffine::fold({.gamma = values(".gamma"),
                                  .beta = values(".beta"),
                                  .mean = values(".moving_mean"),
                                  .variance = values(".moving_variance")});
}

nn::PeakConv front_layer(const TensorFile& file, const std::string& name) {
  const NamedTensor& weights = file.tensor(name + ".conv.kernel");
  const nn::PictureKernel kernel{.time = extent(weights, 0),
                                 .frequency = extent(weights, 1),
                                 .filters = extent(weights, 3),
                                 .weights = weights.values,
                                 .bias = file.tensor(name + ".conv.bias").values};
  return {kernel, norm_of(file, name + ".bn"), {.time = kPatchFrames, .frequency = kBands}};
}

nn::TimeConv mid_layer(const TensorFile& file, const std::string& name) {
  const NamedTensor& weights = file.tensor(name + ".conv.kernel");
  nn::TimeKernel kernel{.time = extent(weights, 0),
                        .features = extent(weights, 1),
                        .filters = extent(weights, 3),
                        .weights = weights.values,
                        .bias = file.tensor(name + ".conv.bias").values};
  return {std::move(kernel), norm_of(file, name + ".bn")};
}

DenseWeights dense_layer(const TensorFile& file, const std::string& name) {
  const NamedTensor& kernel = file.tensor(name + ".kernel");
  const NamedTensor& bias = file.tensor(name + ".bias");
  return {.kernel = Eigen::Map<const Matrix>(kernel.values.data(), extent(kernel, 0), extent(kernel, 1)),
          .bias = Eigen::Map<const Vector>(bias.values.data(), extent(bias, 0))};
}

void require_format(const TensorFile& file) {
  const auto is = [&file](const char* key, const char* value) {
    return file.metadata.contains(key) && file.value(key) == value;
  };
  if (!is("format", "mrec-musicnn")) {
    throw Error(ErrorKind::kFormat, "does not hold musicnn's weights", "make them with mrec import musicnn");
  }
  if (!is("version", "1")) {
    throw Error(ErrorKind::kFormat, "is of a version that this mrec does not know", "update mrec");
  }
}

std::vector<std::string> tags_of(const TensorFile& file) {
  const auto tags = nlohmann::json::parse(file.value("tags"), nullptr, false);
  const auto is_text = [](const nlohmann::json& tag) { return tag.is_string(); };
  if (tags.is_array() && tags.size() == Musicnn::kTags && std::ranges::all_of(tags, is_text)) {
    const std::set<std::string> different(tags.begin(), tags.end());  // they become keys of an object
    if (different.size() == tags.size()) return tags;
  }
  fail_as_damaged("its metadata does not name the 50 tags");
}

std::string checksum_of(const TensorFile& file) {
  Checksum sum;
  for (const NamedTensor& tensor : file.tensors) {
    sum.add(tensor.name);
    sum.add({reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float)});
  }
  return sum.digits();
}

}  // namespace

MusicnnGraph MusicnnGraph::from(const TensorFile& file) {
  require_format(file);
  require_arrays(file);
  MusicnnGraph graph;
  graph.tags = tags_of(file);
  graph.weights = checksum_of(file);
  const nn::ChannelAffine input = norm_of(file, "input.bn");
  graph.input_scale = input.scale[0];
  graph.input_shift = input.shift[0];
  for (const char* layer : kFrontLayers) graph.front.push_back(front_layer(file, layer));
  for (const char* layer : kMidLayers) graph.mid.push_back(mid_layer(file, layer));
  graph.pool_norm = norm_of(file, "backend.pool.bn");
  graph.dense = dense_layer(file, "backend.dense");
  graph.dense_norm = norm_of(file, "backend.dense.bn");
  graph.output = dense_layer(file, "backend.output");
  return graph;
}

}  // namespace mrec::embedding
