#include "nn/join_layers.h"

#include "mrec/nn/relu.h"
#include "nn/conv_block.h"

namespace mrec::nn {
namespace {

/// The last layer, taken off the row, if it is a T.
template <class T>
T* take_last(std::span<Layer* const>& layers) {
  T* last = layers.empty() ? nullptr : dynamic_cast<T*>(layers.back());
  if (last != nullptr) layers = layers.first(layers.size() - 1);
  return last;
}

}  // namespace

JoinedLayer join_last(std::span<Layer* const> layers) {
  std::span<Layer* const> left = layers;
  ConvBlock::Layers found;
  found.norm = take_last<BatchNorm>(left);
  found.pool = take_last<MaxPool2d>(left);
  if (found.pool == nullptr) return {};
  found.relu = take_last<Relu>(left) != nullptr;
  found.conv = take_last<Conv2d>(left);
  if (found.conv == nullptr) return {};
  return {.layer = std::make_unique<ConvBlock>(found), .count = layers.size() - left.size()};
}

}  // namespace mrec::nn
