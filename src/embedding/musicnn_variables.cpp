#include "embedding/musicnn_variables.h"

#include <algorithm>
#include <utility>

#include "mrec/embedding/musicnn.h"

namespace mrec::embedding {
namespace {

constexpr std::int64_t kTimbral = 204;  // filters of each timbral layer
constexpr std::int64_t kTemporal = 51;  // filters of each temporal layer
constexpr std::int64_t kFront = 2 * kTimbral + 3 * kTemporal;
constexpr std::int64_t kMid = 64;                          // filters of each layer of the mid end
constexpr std::int64_t kPooled = 2 * (kFront + 3 * kMid);  // mean and maximum of all filters over time
constexpr std::int64_t kEmbedding = Musicnn::kDimensions;

/// A convolution or a dense layer; the last extent of its kernel is the number of its biases.
struct Layer {
  const char* checkpoint_name;
  const char* name;
  std::vector<std::int64_t> kernel;
};

struct Norm {
  const char* checkpoint_name;
  const char* name;
  std::int64_t channels;
};

/// TensorFlow numbers the layers in the order in which musicnn/models.py makes them.
const std::vector<Layer>& layers() {
  static const std::vector<Layer> list = {
      {"conv2d", "frontend.timbral38.conv", {7, 38, 1, kTimbral}},
      {"conv2d_1", "frontend.timbral67.conv", {7, 67, 1, kTimbral}},
      {"conv2d_2", "frontend.temporal128.conv", {128, 1, 1, kTemporal}},
      {"conv2d_3", "frontend.temporal64.conv", {64, 1, 1, kTemporal}},
      {"conv2d_4", "frontend.temporal32.conv", {32, 1, 1, kTemporal}},
      {"conv2d_5", "midend.1.conv", {7, kFront, 1, kMid}},
      {"conv2d_6", "midend.2.conv", {7, kMid, 1, kMid}},
      {"conv2d_7", "midend.3.conv", {7, kMid, 1, kMid}},
      {"dense", "backend.dense", {kPooled, kEmbedding}},
      {"dense_1", "backend.output", {kEmbedding, Musicnn::kTags}},
  };
  return list;
}

constexpr Norm kNorms[] = {
    {"batch_normalization", "input.bn", 1},
    {"batch_normalization_1", "frontend.timbral38.bn", kTimbral},
    {"batch_normalization_2", "frontend.timbral67.bn", kTimbral},
    {"batch_normalization_3", "frontend.temporal128.bn", kTemporal},
    {"batch_normalization_4", "frontend.temporal64.bn", kTemporal},
    {"batch_normalization_5", "frontend.temporal32.bn", kTemporal},
    {"batch_normalization_6", "midend.1.bn", kMid},
    {"batch_normalization_7", "midend.2.bn", kMid},
    {"batch_normalization_8", "midend.3.bn", kMid},
    {"batch_normalization_9", "backend.pool.bn", kPooled},
    {"batch_normalization_10", "backend.dense.bn", kEmbedding},
};

MusicnnVariable array_of(const auto& layer, const std::string& array, std::vector<std::int64_t> shape) {
  return {.checkpoint_name = std::string(layer.checkpoint_name) + "/" + array,
          .name = std::string(layer.name) + "." + array,
          .shape = std::move(shape)};
}

}  // namespace

std::vector<MusicnnVariable> musicnn_variables() {
  std::vector<MusicnnVariable> variables;
  for (const Layer& layer : layers()) {
    variables.push_back(array_of(layer, "kernel", layer.kernel));
    variables.push_back(array_of(layer, "bias", {layer.kernel.back()}));
  }
  for (const Norm& norm : kNorms) {
    for (const char* array : {"beta", "gamma", "moving_mean", "moving_variance"}) {
      variables.push_back(array_of(norm, array, {norm.channels}));
    }
  }
  std::ranges::sort(variables, {}, &MusicnnVariable::name);
  return variables;
}

}  // namespace mrec::embedding
