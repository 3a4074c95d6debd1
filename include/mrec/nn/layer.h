#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/core/rng.h"
#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// A named array of a layer. `gradient` is empty for arrays that are not learnt (running statistics).
struct Parameter {
  std::string name;  ///< "kernel", "bias", "gamma", ...
  std::vector<int> shape;
  std::vector<float> values;
  std::vector<float> gradient;
};

/// One step of a network. infer() is const and thread-safe; the two training calls keep what backward needs.
/// Sums over a batch are taken in an order that does not depend on the number of threads.
class Layer {
 public:
  virtual ~Layer() = default;

  /// Throws Error{kData} when the input is too small for the layer.
  virtual SampleShape output_shape(SampleShape input) const = 0;
  virtual void infer(const Tensor& input, Tensor& output, const Workers& workers) const = 0;
  virtual void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) = 0;
  /// Overwrites d_input and the parameters' gradients, given the input and output of the last train().
  /// d_input is null for the first layer, where nobody needs it.
  virtual void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                        const Workers& workers) = 0;
  /// Whether train() and backward() also work where input and output, d_output and d_input are the same
  /// tensor.
  virtual bool works_in_place() const { return false; }
  /// Whether backward() looks at the output; if not, the next layer may overwrite it.
  virtual bool backward_needs_output() const { return true; }
  virtual std::vector<Parameter*> parameters() { return {}; }
  /// Called once when the input size is known; makes the parameters: weights by the layer's WeightRange,
  /// biases zero.
  virtual void initialise(SampleShape /*input*/, Rng& /*rng*/) {}
  /// Training goes on where it stood after so many calls of train(); the parameters come from elsewhere.
  virtual void resume_at(int /*steps*/) {}
};

}  // namespace mrec::nn
