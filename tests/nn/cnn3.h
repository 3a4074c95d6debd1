#pragma once

#include <memory>
#include <string>

#include "mrec/nn/batch_norm.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/dense.h"
#include "mrec/nn/dropout.h"
#include "mrec/nn/flatten.h"
#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/network.h"
#include "mrec/nn/relu.h"

namespace mrec::testing {

/// The three-layer CNN of the design paper as the course code builds it; ten genres.
inline nn::Network build_cnn3(nn::SampleShape input, float dropout, Rng rng) {
  nn::Network network(input, rng);
  for (const int block : {1, 2, 3}) {
    const std::string number = std::to_string(block);
    const int size = block < 3 ? 3 : 2;
    network.add("conv" + number, std::make_unique<nn::Conv2d>(nn::Conv2dOptions{
                                     .filters = 32, .kernel_height = size, .kernel_width = size}));
    network.add("relu" + number, std::make_unique<nn::Relu>());
    network.add("pool" + number, std::make_unique<nn::MaxPool2d>(nn::MaxPool2dOptions{
                                     .kernel_height = size, .kernel_width = size, .stride = 2}));
    network.add("norm" + number, std::make_unique<nn::BatchNorm>());
  }
  network.add("flatten", std::make_unique<nn::Flatten>());
  network.add("dense1", std::make_unique<nn::Dense>(64));
  network.add("relu4", std::make_unique<nn::Relu>());
  network.add("dropout", std::make_unique<nn::Dropout>(dropout));
  network.add("dense2", std::make_unique<nn::Dense>(10));
  return network;
}

}  // namespace mrec::testing
