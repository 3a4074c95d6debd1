#pragma once

#include <cstdint>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/track.h"

namespace mrec::library {

/// A track to be indexed, besides its vectors.
struct IndexedTrack {
  Track track;
  SoundKind sound = {};
  /// Tells one state of the track's record from others, so that only what changed is read again.
  std::uint64_t record = 0;
};

/// Tracks with their vectors as a library's model and embedding make them.
struct IndexRows {
  std::vector<IndexedTrack> tracks;
  Matrix embeddings;     ///< (tracks x dimensions)
  Matrix probabilities;  ///< (tracks x genres), none negative; rows sum to 1 unless a track may be of several
                         ///< genres
};

}  // namespace mrec::library
