#pragma once

#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/embedding/embedding_spec.h"
#include "mrec/embedding/log_mel.h"
#include "mrec/embedding/musicnn.h"
#include "mrec/embedding/patch_buffer.h"

namespace mrec::embedding {

/// What is kept of a sound.
struct SoundVector {
  Vector embedding;          ///< mean over the patches; empty for no sound
  Vector tag_probabilities;  ///< likewise; one a tag of Embedder::tags()
};

/// From sound to vector: front end, network and the choice of patches. Thread-safe.
class Embedder {
 public:
  /// Patches that the measurements in docs/evaluation.md speak for.
  static constexpr int kDefaultPatches = 10;

  /// Throws Error{kUsage} for fewer than 1 or more than PatchBuffer::kMostPatches patches.
  explicit Embedder(Musicnn network, int patches = kDefaultPatches);

  const EmbeddingSpec& spec() const { return spec_; }
  const std::vector<std::string>& tags() const { return network_.tags(); }

  /// After PatchBuffer::finish(). Throws Error{kData} when what comes out is not finite.
  SoundVector embed(const PatchBuffer& sound, const Workers& workers) const;

 private:
  Musicnn network_;
  EmbeddingSpec spec_;
  LogMel front_end_;
};

}  // namespace mrec::embedding
