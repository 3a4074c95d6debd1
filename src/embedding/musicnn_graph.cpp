#include "embedding/musicnn_graph.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/embedding/log_mel.h"
#include "mrec/embedding/musicnn.h"

namespace mrec::embedding {
namespace {

using Shape = std::vector<std::int64_t>;

constexpr int kTimbral = 204;  ///< filters of each timbral layer
constexpr int kTemporal = 51;  ///< filters of each temporal layer
constexpr int kFront = 2 * kTimbral + 3 * kTemporal;
constexpr int kMid = 64;  ///< filters of each layer of the mid end
constexpr int kPooled = 2 * (kFront + 3 * kMid);
constexpr int kMidTime = 7;

struct FrontLayer {
  const char* name;
  int time;
  int frequency;
  int filters;
};
constexpr FrontLayer kFrontLayers[] = {{"frontend.timbral38", 7, 38, kTimbral},
                                       {"frontend.timbral67", 7, 67, kTimbral},
                                       {"frontend.temporal128", 128, 1, kTemporal},
                                       {"frontend.temporal64", 64, 1, kTemporal},
                                       {"frontend.temporal32", 32, 1, kTemporal}};

const std::vector<float>& values_of(const TensorFile& file, const std::string& name, const Shape& shape) {
  const NamedTensor& tensor = file.tensor(name);
  if (tensor.shape == shape) return tensor.values;
  throw Error(ErrorKind::kFormat, "tensor " + name + " has another shape than musicnn's",
              "make the file again with mrec import musicnn");
}

/// Of a negative number there is no root, and maxima would hide that.
const std::vector<float>& variance_of(const TensorFile& file, const std::string& name, int channels) {
  const std::vector<float>& values = values_of(file, name, {channels});
  if (std::ranges::all_of(values, [](float value) { return value >= 0; })) return values;
  throw Error(ErrorKind::kFormat, "tensor " + name + " is negative",
              "make the file again with mrec import musicnn");
}

nn::ChannelAffine norm_of(const TensorFile& file, const std::string& name, int channels) {
  const auto values = [&](const char* part) -> const std::vector<float>& {
    return values_of(file, name + part, {channels});
  };
  return nn::ChannelAffine::fold({.gamma = values(".gamma"),
                                  .beta = values(".beta"),
                                  .mean = values(".moving_mean"),
                                  .variance = variance_of(file, name + ".moving_variance", channels)});
}

nn::PeakConv front_layer(const TensorFile& file, const FrontLayer& layer) {
  const std::string name = layer.name;
  const nn::PictureKernel kernel{
      .time = layer.time,
      .frequency = layer.frequency,
      .filters = layer.filters,
      .weights = values_of(file, name + ".conv.kernel", {layer.time, layer.frequency, 1, layer.filters}),
      .bias = values_of(file, name + ".conv.bias", {layer.filters})};
  return {kernel, norm_of(file, name + ".bn", layer.filters), {.time = kPatchFrames, .frequency = kBands}};
}

nn::TimeConv mid_layer(const TensorFile& file, int number) {
  const std::string name = "midend." + std::to_string(number);
  const int features = number == 1 ? kFront : kMid;
  nn::TimeKernel kernel{.time = kMidTime,
                        .features = features,
                        .filters = kMid,
                        .weights = values_of(file, name + ".conv.kernel", {kMidTime, features, 1, kMid}),
                        .bias = values_of(file, name + ".conv.bias", {kMid})};
  return {std::move(kernel), norm_of(file, name + ".bn", kMid)};
}

DenseWeights dense_layer(const TensorFile& file, const std::string& name, int inputs, int units) {
  const std::vector<float>& kernel = values_of(file, name + ".kernel", {inputs, units});
  const std::vector<float>& bias = values_of(file, name + ".bias", {units});
  return {.kernel = Eigen::Map<const Matrix>(kernel.data(), inputs, units),
          .bias = Eigen::Map<const Vector>(bias.data(), units)};
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
  if (tags.is_array() && tags.size() == Musicnn::kTags && std::ranges::all_of(tags, is_text)) return tags;
  throw Error(ErrorKind::kFormat, "its metadata does not name the 50 tags",
              "make the file again with mrec import musicnn");
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
  MusicnnGraph graph;
  graph.tags = tags_of(file);
  graph.weights = checksum_of(file);
  const nn::ChannelAffine input = norm_of(file, "input.bn", 1);
  graph.input_scale = input.scale[0];
  graph.input_shift = input.shift[0];
  for (const FrontLayer& layer : kFrontLayers) graph.front.push_back(front_layer(file, layer));
  for (const int number : {1, 2, 3}) graph.mid.push_back(mid_layer(file, number));
  graph.pool_norm = norm_of(file, "backend.pool.bn", kPooled);
  graph.dense = dense_layer(file, "backend.dense", kPooled, Musicnn::kDimensions);
  graph.dense_norm = norm_of(file, "backend.dense.bn", Musicnn::kDimensions);
  graph.output = dense_layer(file, "backend.output", Musicnn::kDimensions, Musicnn::kTags);
  return graph;
}

}  // namespace mrec::embedding
