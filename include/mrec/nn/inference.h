#pragma once

#include <span>
#include <string>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/nn/layer.h"
#include "mrec/nn/network.h"
#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// A network run over batch after batch: no dropout, running statistics. It keeps its memory, so that a batch
/// of no more samples than one before needs none. Not thread-safe itself; the network, which must outlive it,
/// may be run by several.
class Inference {
 public:
  /// For the outputs of the layers called `taps`.
  Inference(const Network& network, const std::vector<std::string>& taps);

  /// One output a tap, in their order; the caller may change them, and the next call overwrites them.
  std::span<Tensor> run(const Tensor& batch, const Workers& workers);

 private:
  struct Stage {
    const Layer* layer = nullptr;
    std::vector<std::size_t> taps;  ///< that look at its output
  };
  /// What one sample at a time goes through.
  struct Lane {
    Tensor input;
    Tensor output;
  };
  void run_samples(const Tensor& batch, std::size_t begin, std::size_t end, Lane& lane);

  SampleShape input_;
  std::vector<Stage> stages_;
  std::vector<SampleShape> shapes_;  ///< of the taps
  std::vector<Tensor> outputs_;
  std::vector<Lane> lanes_;
  Workers alone_{1};  ///< for the layers, within a lane
};

}  // namespace mrec::nn
