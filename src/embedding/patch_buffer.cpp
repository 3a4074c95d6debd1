#include "mrec/embedding/patch_buffer.h"

#include <algorithm>
#include <utility>

#include "mrec/embedding/log_mel.h"

namespace mrec::embedding {
namespace {

/// From here on every second one goes, so that never fewer than kMostPatches of a long sound are left.
constexpr std::size_t kMostKept = 2 * PatchBuffer::kMostPatches;
/// What a patch and the next have in common, and the silence before the first: half a window.
constexpr std::size_t kOverlap = kPatchSamples - kPatchStep;

}  // namespace

void PatchBuffer::clear() {
  patches_.clear();
  stride_ = 1;
  next_ = 0;
  pending_.assign(kOverlap, 0.0F);
}

void PatchBuffer::take(std::span<const float> samples) {
  while (!samples.empty()) {
    const auto part = samples.first(std::min(samples.size(), kPatchSamples - pending_.size()));
    pending_.insert(pending_.end(), part.begin(), part.end());
    samples = samples.subspan(part.size());
    if (pending_.size() == kPatchSamples) keep();
  }
}

void PatchBuffer::finish() {
  const bool is_complete = pending_.size() >= kPatchStep;  // its last frame is centred on the sound
  const bool is_all_there_is = next_ == 0 && pending_.size() > kOverlap;
  if (!is_complete && !is_all_there_is) return;
  pending_.resize(kPatchSamples);
  keep();
}

/// Ends the patch that is being filled.
void PatchBuffer::keep() {
  if (next_++ % stride_ == 0) patches_.push_back(pending_);
  pending_.erase(pending_.begin(), pending_.end() - static_cast<std::ptrdiff_t>(kOverlap));
  if (patches_.size() <= kMostKept) return;
  for (std::size_t i = 0; 2 * i < patches_.size(); ++i) std::swap(patches_[i], patches_[2 * i]);
  patches_.resize((patches_.size() + 1) / 2);
  stride_ *= 2;
}

std::vector<std::span<const float>> PatchBuffer::spread(std::size_t count) const {
  const std::size_t parts = std::min(count, patches_.size());
  std::vector<std::span<const float>> chosen;
  for (std::size_t part = 0; part < parts; ++part) {
    chosen.emplace_back(patches_[(2 * part + 1) * patches_.size() / (2 * parts)]);
  }
  return chosen;
}

}  // namespace mrec::embedding
