#include "mrec/features/chunk_stream.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace mrec::features {

ChunkStream::ChunkStream(const Extractor& extractor) : extractor_(extractor), workspace_(extractor) {}

void ChunkStream::begin() {
  pending_.clear();
  chunks_.clear();
}

void ChunkStream::take(std::span<const float> samples) {
  const auto length = static_cast<std::size_t>(extractor_.options().chunk_samples());
  while (!samples.empty()) {
    const std::size_t count = std::min(samples.size(), length - pending_.size());
    if (count == length) {
      transform(samples.first(length));
    } else {
      pending_.insert(pending_.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
    }
    samples = samples.subspan(count);
    if (pending_.size() < length) continue;
    transform(pending_);
    pending_.clear();
  }
}

std::vector<Matrix> ChunkStream::finish() {
  if (chunks_.empty() && !pending_.empty()) {
    pending_.resize(static_cast<std::size_t>(extractor_.options().chunk_samples()));
    transform(pending_);
  }
  pending_.clear();
  return std::exchange(chunks_, {});
}

void ChunkStream::transform(std::span<const float> chunk) {
  chunks_.push_back(extractor_.transform(chunk, workspace_));
}

}  // namespace mrec::features
