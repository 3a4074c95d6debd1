#include "features/sound_stream.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "features/embedding_text.h"
#include "mrec/core/parallel.h"

namespace mrec::features {
namespace {

constexpr std::size_t kTagsKept = 10;

/// The strongest, falling; those that are rounded to nothing are left out.
std::vector<PredictedTag> strongest(const std::vector<std::string>& names, const Vector& probabilities) {
  std::vector<PredictedTag> tags;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const float probability = kept_thousandths(probabilities[static_cast<Eigen::Index>(i)]);
    if (probability > 0) tags.push_back({.name = names[i], .probability = probability});
  }
  std::ranges::stable_sort(tags, std::ranges::greater{}, &PredictedTag::probability);
  if (tags.size() > kTagsKept) tags.resize(kTagsKept);
  return tags;
}

}  // namespace

void SoundStream::begin() {
  patches_.clear();
  is_empty_ = true;
}

void SoundStream::take(std::span<const float> samples) {
  is_empty_ = is_empty_ && samples.empty();
  patches_.take(samples);
}

void SoundStream::finish(TrackFeatures& track) {
  if (is_empty_) patches_.take(std::array{0.0F});
  patches_.finish();
  const embedding::SoundVector sound = embedder_.embed(patches_, Workers(1));
  track.embedding.resize(static_cast<std::size_t>(sound.embedding.size()));
  std::ranges::transform(sound.embedding, track.embedding.begin(), kept_thousandths);
  track.predicted_tags = strongest(embedder_.tags(), sound.tag_probabilities);
  track.has_embedding = true;
}

}  // namespace mrec::features
