#include "mrec/nn/network.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <span>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/nn/inference.h"
#include "nn/join_layers.h"

namespace mrec::nn {
namespace {

std::string array_name(const std::string& layer, const Parameter& array) {
  return layer + "." + array.name;
}

}  // namespace

Network::Network(SampleShape input, Rng rng) : input_(input), output_(input), rng_(rng) {}

void Network::add(std::string name, std::unique_ptr<Layer> layer) {
  try {
    const SampleShape output = layer->output_shape(output_);
    layer->initialise(output_, rng_);
    output_ = output;
  } catch (const Error& error) {
    throw Error(error.kind(), name, error.what());
  }
  for (Parameter* array : layer->parameters()) parameters_.push_back(array);
  nodes_.push_back({.name = std::move(name), .layer = std::move(layer)});
  add_step();
}

/// For the last node, with those before it that it can be joined with.
void Network::add_step() {
  std::vector<Layer*> layers;
  for (const Node& node : nodes_) layers.push_back(node.layer.get());
  JoinedLayer joined = join_last(layers);
  Step step{.begin = nodes_.size() - std::max<std::size_t>(joined.count, 1),
            .end = nodes_.size(),
            .joined = std::move(joined.layer),
            .output = {},
            .d_output = {}};
  while (!steps_.empty() && steps_.back().begin >= step.begin) steps_.pop_back();
  const bool in_place =
      layer_of(step).works_in_place() && !steps_.empty() && !layer_of(steps_.back()).backward_needs_output();
  step.buffers = in_place ? steps_.back().buffers : steps_.size();
  steps_.push_back(std::move(step));
}

Layer& Network::layer_of(const Step& step) const {
  return step.joined ? *step.joined : *nodes_[step.begin].layer;
}

std::vector<std::pair<std::string_view, const Layer*>> Network::stages(
    const std::vector<std::string>& taps) const {
  std::vector<std::pair<std::string_view, const Layer*>> all;
  for (const Step& step : steps_) {
    const std::span nodes = std::span(nodes_).subspan(step.begin, step.end - step.begin);
    const bool tapped = std::ranges::any_of(nodes.first(nodes.size() - 1), [&](const Node& node) {
      return std::ranges::find(taps, node.name) != taps.end();
    });
    if (!tapped) {
      all.emplace_back(nodes.back().name, &layer_of(step));
      continue;
    }
    for (const Node& node : nodes) all.emplace_back(node.name, node.layer.get());
  }
  return all;
}

std::vector<Tensor> Network::infer(const Tensor& batch, const std::vector<std::string>& taps,
                                   const Workers& workers) const {
  Inference inference(*this, taps);
  const std::span<Tensor> outputs = inference.run(batch, workers);
  return {std::make_move_iterator(outputs.begin()), std::make_move_iterator(outputs.end())};
}

const Tensor& Network::train(const Tensor& batch, Rng& rng, const Workers& workers) {
  assert(batch.shape() == input_ && !nodes_.empty());
  const Tensor* input = &batch;
  for (const Step& step : steps_) {
    Tensor& output = steps_[step.buffers].output;
    layer_of(step).train(*input, output, rng, workers);
    input = &output;
  }
  return *input;
}

void Network::backward(const Tensor& batch, const Tensor& d_output, const Workers& workers) {
  const Tensor* d_step = &d_output;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    const Step& step = steps_[i];
    Step* before = i == 0 ? nullptr : &steps_[steps_[i - 1].buffers];
    const Tensor& input = before == nullptr ? batch : before->output;
    Tensor* d_input = before == nullptr ? nullptr : &before->d_output;
    layer_of(step).backward(input, steps_[step.buffers].output, *d_step, d_input, workers);
    d_step = d_input;
  }
}

std::vector<NamedTensor> Network::state() const {
  std::vector<NamedTensor> tensors;
  for (const Node& node : nodes_) {
    for (const Parameter* array : node.layer->parameters()) {
      tensors.push_back({.name = array_name(node.name, *array),
                         .shape = {array->shape.begin(), array->shape.end()},
                         .values = array->values});
    }
  }
  return tensors;
}

void Network::load_state(const std::vector<NamedTensor>& state) {
  std::map<std::string_view, const NamedTensor*> left;
  for (const NamedTensor& tensor : state) left.emplace(tensor.name, &tensor);
  std::vector<std::pair<Parameter*, const NamedTensor*>> pairs;
  for (Node& node : nodes_) {
    for (Parameter* array : node.layer->parameters()) {
      const std::string name = array_name(node.name, *array);
      const auto found = left.find(name);
      if (found == left.end()) throw Error(ErrorKind::kFormat, name, "is missing", "train the model again");
      if (!std::ranges::equal(found->second->shape, array->shape)) {
        throw Error(ErrorKind::kFormat, name, "has another shape than the network", "train the model again");
      }
      pairs.emplace_back(array, found->second);
      left.erase(found);
    }
  }
  if (!left.empty()) {
    throw Error(ErrorKind::kFormat, left.begin()->first, "belongs to no layer of the network",
                "train the model again");
  }
  for (const auto& [array, tensor] : pairs) array->values = tensor->values;
}

void Network::resume_at(int steps) {
  for (const Node& node : nodes_) node.layer->resume_at(steps);
}

}  // namespace mrec::nn
