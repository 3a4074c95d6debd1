#include "mrec/features/chunk_stream.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {

ChunkStream::ChunkStream(const Extractor& extractor) : extractor_(extractor), workspace_(extractor) {}

void ChunkStream::begin() {
  pending_.clear();
  chunks_.clear();
}

void ChunkStream::take(std::span<const float> samples) {
  const auto length = static_cast<std::size_t>(extractor_.options().chunk_samples());
  while (!samples.empty() && !is_complete()) {
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
  const FeatureOptions& options = extractor_.options();
  if (options.in_one_piece()) {
    if (!is_complete()) transform_piece();
  } else if (chunks_.empty() && !pending_.empty()) {
    pending_.resize(static_cast<std::size_t>(options.chunk_samples()));
    transform(pending_);
  }
  pending_.clear();
  return std::exchange(chunks_, {});
}

/// Whether all that a track may give is there.
bool ChunkStream::is_complete() const {
  return extractor_.options().in_one_piece() && !chunks_.empty();
}

void ChunkStream::transform_piece() {
  const FeatureOptions& options = extractor_.options();
  if (std::ssize(pending_) < options.n_fft) {
    throw Error(ErrorKind::kData, "is too short: has " + std::to_string(pending_.size()) + " samples at " +
                                      std::to_string(options.rate_hz) + " Hz, fewer than a window of " +
                                      std::to_string(options.n_fft));
  }
  transform(pending_);
}

void ChunkStream::transform(std::span<const float> chunk) {
  chunks_.push_back(extractor_.transform(chunk, workspace_));
}

}  // namespace mrec::features
