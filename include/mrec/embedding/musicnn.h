#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/nn/tensor.h"

namespace mrec::embedding {

/// What the network says of some patches.
struct PatchAnswers {
  Matrix embeddings;  ///< (patches x 200), the penultimate layer
  Matrix logits;      ///< (patches x 50), one a tag; sigmoid makes probabilities of them
};

/// musicnn (Pons and Serra 2019), a convolutional network that learnt 50 Last.fm tags from the Million Song
/// Dataset. Forward only. Thread-safe.
class Musicnn {
 public:
  static constexpr int kDimensions = 200;  ///< of the embedding
  static constexpr int kTags = 50;

  /// Throws Error{kIo, kFormat} for anything but the weights as `mrec import musicnn` writes them.
  static Musicnn load(const std::filesystem::path& path);
  Musicnn(Musicnn&&) noexcept;
  Musicnn& operator=(Musicnn&&) noexcept;
  ~Musicnn();

  const std::vector<std::string>& tags() const;
  /// Checksum of all arrays, 32 hexadecimal digits.
  const std::string& weights() const;

  /// `log_mel`: [patch][187 frames][96 bands][1].
  PatchAnswers infer(const nn::Tensor& log_mel, const Workers& workers) const;

 private:
  struct Graph;
  explicit Musicnn(std::unique_ptr<Graph> graph);
  std::unique_ptr<Graph> graph_;
};

}  // namespace mrec::embedding
