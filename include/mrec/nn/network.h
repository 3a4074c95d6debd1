#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/core/rng.h"
#include "mrec/core/safetensors.h"
#include "mrec/nn/layer.h"
#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// Layers in a row, each with a name. Convolution, ReLU, pooling and batch norm that follow each other
/// are done in one go.
class Network {
 public:
  /// `rng` draws the first weights of the layers as they are added.
  Network(SampleShape input, Rng rng);

  /// Throws as Layer::output_shape, with the layer's name.
  void add(std::string name, std::unique_ptr<Layer> layer);

  SampleShape input_shape() const { return input_; }
  SampleShape output_shape() const { return output_; }

  /// Outputs of the layers called `taps`, in that order, for a batch; no dropout, running statistics.
  /// Thread-safe. For many batches see Inference.
  std::vector<Tensor> infer(const Tensor& batch, const std::vector<std::string>& taps,
                            const Workers& workers) const;

  /// Forward with dropout and batch statistics; returns the last layer's output.
  const Tensor& train(const Tensor& batch, Rng& rng, const Workers& workers);
  /// Fills all gradients from the gradient of the last output; follows train() with the same batch.
  void backward(const Tensor& batch, const Tensor& d_output, const Workers& workers);

  /// Every array of every layer; those with a gradient are learnt.
  const std::vector<Parameter*>& parameters() { return parameters_; }

  /// All arrays as tensors named "<layer>.<array>", in the order of the layers.
  std::vector<NamedTensor> state() const;
  /// Throws Error{kFormat} naming the tensor that is missing, of another shape or left over.
  void load_state(const std::vector<NamedTensor>& state);
  /// After load_state() of a network that was trained so many times: training goes on with the same bytes.
  void resume_at(int steps);

 private:
  friend class Inference;

  struct Node {
    std::string name;
    std::unique_ptr<Layer> layer;
  };
  /// One layer, or several in a row that are done in one go.
  struct Step {
    std::size_t begin = 0;  ///< of its nodes
    std::size_t end = 0;
    std::unique_ptr<Layer> joined;  ///< null for a single layer
    std::size_t buffers =
        0;  ///< the step whose two tensors this one fills: its own, or of the step it works on
    Tensor output;
    Tensor d_output;
  };
  Layer& layer_of(const Step& step) const;
  void add_step();
  /// What Inference runs, each with the name of the last layer that it is: steps, or their single layers
  /// where a tap lies within.
  std::vector<std::pair<std::string_view, const Layer*>> stages(const std::vector<std::string>& taps) const;

  SampleShape input_;
  SampleShape output_;
  Rng rng_;
  std::vector<Node> nodes_;
  std::vector<Step> steps_;
  std::vector<Parameter*> parameters_;
};

}  // namespace mrec::nn
