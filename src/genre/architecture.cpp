#include "mrec/genre/architecture.h"

#include <memory>
#include <string>

#include "mrec/core/error.h"
#include "mrec/nn/batch_norm.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/dense.h"
#include "mrec/nn/dropout.h"
#include "mrec/nn/flatten.h"
#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/relu.h"

namespace mrec::genre {
namespace {

constexpr int kFilters = 32;

/// Convolution, ReLU, pooling, batch normalisation: the order the course and the paper use.
void add_block(nn::Network& network, int number, int kernel, int pool, bool debiased) {
  const std::string n = std::to_string(number);
  const nn::Conv2dOptions conv{.filters = kFilters, .kernel_height = kernel, .kernel_width = kernel};
  network.add("conv" + n, std::make_unique<nn::Conv2d>(conv));
  network.add("relu" + n, std::make_unique<nn::Relu>());
  const nn::MaxPool2dOptions window{.kernel_height = pool, .kernel_width = pool, .stride = 2};
  network.add("pool" + n, std::make_unique<nn::MaxPool2d>(window));
  network.add("norm" + n, std::make_unique<nn::BatchNorm>(nn::BatchNormOptions{.debiased = debiased}));
}

}  // namespace

const char* name_of(Architecture architecture) {
  return architecture == Architecture::kCnn3 ? "cnn3" : "softmax";
}

Architecture architecture(std::string_view name) {
  for (const Architecture each : {Architecture::kCnn3, Architecture::kSoftmax}) {
    if (name == name_of(each)) return each;
  }
  throw Error(ErrorKind::kUsage, "--arch " + std::string(name), "is not known", "use cnn3 or softmax");
}

nn::Network build_cnn3(nn::SampleShape input, std::size_t genres, const Cnn3Options& options,
                       const Rng& rng) {
  nn::Network network(input, rng);
  add_block(network, 1, 3, 3, options.debiased_norm);
  add_block(network, 2, 3, 3, options.debiased_norm);
  add_block(network, 3, 2, options.third_pool, options.debiased_norm);
  network.add("flatten", std::make_unique<nn::Flatten>());
  network.add("dense1", std::make_unique<nn::Dense>(kCnn3EmbeddingSize));
  network.add(kCnn3EmbeddingLayer, std::make_unique<nn::Relu>());
  network.add("dropout", std::make_unique<nn::Dropout>(static_cast<float>(options.dropout)));
  network.add(kCnn3LogitsLayer, std::make_unique<nn::Dense>(static_cast<int>(genres)));
  return network;
}

nn::Network build_softmax(nn::SampleShape input, std::size_t genres, const Rng& rng) {
  nn::Network network(input, rng);
  network.add("flatten", std::make_unique<nn::Flatten>());
  network.add(kSoftmaxLogitsLayer, std::make_unique<nn::Dense>(static_cast<int>(genres)));
  return network;
}

const char* logits_layer(Architecture architecture) {
  return architecture == Architecture::kCnn3 ? kCnn3LogitsLayer : kSoftmaxLogitsLayer;
}

}  // namespace mrec::genre
