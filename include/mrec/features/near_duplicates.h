#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// Two tracks that hold the same recording.
struct DuplicatePair {
  std::size_t first = 0;    ///< number of the track, in the order of add()
  std::size_t second = 0;   ///< above first
  bool same_bytes = false;  ///< their content is the same, and nothing more was compared
  double shift_s = 0;       ///< what is at time t in the second's features is at t + shift_s in the first's
  double correlation = 1;   ///< of the two sounds so aligned
};

/// Finds tracks that hold the same recording, however encoded, at whatever level and rate, cut elsewhere,
/// faded or with silence before it; not another performance of the piece. At least 5 s must be common, or
/// most of a track of 3 s. Sounds that do not change, as test tones, tell nothing and are only found by their
/// content's hash. After Haitsma and Kalker 2002: signs of changes of the spectrum are looked up, and what
/// has enough of them in common is aligned and compared. Memory: about 6 kB a track of 30 s, and 7 kB more
/// while pairs are looked for.
class NearDuplicates {
 public:
  NearDuplicates();
  ~NearDuplicates();
  NearDuplicates(NearDuplicates&&) noexcept;
  NearDuplicates& operator=(NearDuplicates&&) noexcept;

  /// Of the track are read: chunks, content_hash, section. `options` are of its features: mel bands in dB or
  /// at least 9 MFCC of them; others are only compared by hash. Those of other tracks may differ.
  void add(const TrackFeatures& track, const FeatureOptions& options);
  std::size_t size() const;

  /// By first, then second. Tracks of the same content are paired with the first of them only.
  std::vector<DuplicatePair> pairs(const Workers& workers) const;

  /// Sets of at least two tracks that pairs connect, each rising, by their first tracks. Added in another
  /// order the tracks form the same sets.
  std::vector<std::vector<std::size_t>> groups(const Workers& workers) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mrec::features
