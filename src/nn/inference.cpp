#include "mrec/nn/inference.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <utility>

namespace mrec::nn {

Inference::Inference(const Network& network, const std::vector<std::string>& taps)
    : input_(network.input_shape()), shapes_(taps.size()), outputs_(taps.size()) {
  SampleShape shape = input_;
  for (const auto& [name, layer] : network.stages(taps)) {
    shape = layer->output_shape(shape);
    Stage& stage = stages_.emplace_back(Stage{.layer = layer, .taps = {}});
    for (std::size_t i = 0; i < taps.size(); ++i) {
      if (taps[i] != name) continue;
      stage.taps.push_back(i);
      shapes_[i] = shape;
    }
  }
}

std::span<Tensor> Inference::run(const Tensor& batch, const Workers& workers) {
  assert(batch.shape() == input_);
  const std::size_t samples = batch.samples();
  for (std::size_t i = 0; i < outputs_.size(); ++i) outputs_[i].resize(samples, shapes_[i]);
  // A few runs of samples a thread: each keeps its scratch memory from sample to sample.
  const std::size_t runs = std::min(samples, static_cast<std::size_t>(workers.threads()) * 2);
  if (lanes_.size() < runs) lanes_.resize(runs);
  const auto work = [&](std::size_t i) {
    run_samples(batch, samples * i / runs, samples * (i + 1) / runs, lanes_[i]);
  };
  workers.for_each(runs, std::cref(work));  // a copy of what it captures would be an allocation
  return outputs_;
}

/// A sample at a time through all layers, so that it stays in the cache of its core.
void Inference::run_samples(const Tensor& batch, std::size_t begin, std::size_t end, Lane& lane) {
  for (std::size_t sample = begin; sample < end; ++sample) {
    lane.input.resize(1, input_);
    std::ranges::copy(batch.sample(sample), lane.input.values().begin());
    for (const Stage& stage : stages_) {
      stage.layer->infer(lane.input, lane.output, alone_);
      for (const std::size_t tap : stage.taps) {
        std::ranges::copy(lane.output.values(), outputs_[tap].sample(sample).begin());
      }
      std::swap(lane.input, lane.output);
    }
  }
}

}  // namespace mrec::nn
