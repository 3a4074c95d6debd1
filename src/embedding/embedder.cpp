#include "mrec/embedding/embedder.h"

#include <span>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::embedding {

Embedder::Embedder(Musicnn network, int patches)
    : network_(std::move(network)),
      spec_{.network = "musicnn", .weights = network_.weights(), .patches = patches} {
  if (patches >= 1 && patches <= static_cast<int>(PatchBuffer::kMostPatches)) return;
  throw Error(ErrorKind::kUsage, "--patches " + std::to_string(patches),
              "must be a whole number from 1 to " + std::to_string(PatchBuffer::kMostPatches));
}

SoundVector Embedder::embed(const PatchBuffer& sound, const Workers& workers) const {
  const auto patches = sound.spread(static_cast<std::size_t>(spec_.patches));
  if (patches.empty()) return {};
  nn::Tensor log_mel(patches.size(), {.height = kPatchFrames, .width = kBands, .channels = 1});
  workers.for_each(patches.size(),
                   [&](std::size_t i) { front_end_.transform(patches[i], log_mel.sample(i)); });
  const PatchAnswers answers = network_.infer(log_mel, workers);
  if (!answers.embeddings.allFinite() || !answers.logits.allFinite()) {
    throw Error(ErrorKind::kData, "", "has a sound that musicnn makes no finite numbers of",
                "decode it anew");
  }
  const Matrix probabilities = (1.0F + (-answers.logits.array()).exp()).inverse();
  return {.embedding = answers.embeddings.colwise().mean(),
          .tag_probabilities = probabilities.colwise().mean()};
}

}  // namespace mrec::embedding
