#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mrec::embedding {

/// Cuts a sound that comes piece by piece into patches of 187 frames (3 s at 16 kHz), end to end from its
/// first sample on, and keeps what is needed of them: all of a few minutes; of longer sounds every second,
/// fourth, ... patch, so that memory stays below 13 MB.
class PatchBuffer {
 public:
  /// More patches than these cannot be asked for.
  static constexpr std::size_t kMostPatches = 32;

  PatchBuffer() { clear(); }

  void clear();
  /// Mono samples at 16 kHz.
  void take(std::span<const float> samples);
  /// To be called behind the last sample: a patch all of whose frames are centred on the sound counts. A
  /// sound that is shorter than one patch is filled up with silence; no samples: no patches.
  void finish();

  /// At most `count` patches, from the middles of as many equal parts of the sound, in order. Each is
  /// kPatchSamples long (log_mel.h) and valid until the buffer changes.
  std::vector<std::span<const float>> spread(std::size_t count) const;

 private:
  void keep();

  std::vector<std::vector<float>> patches_;  ///< number 0, stride_, 2 stride_, ... of the sound's
  std::size_t stride_ = 1;
  std::size_t next_ = 0;        ///< number of the patch that is being filled
  std::vector<float> pending_;  ///< its samples so far
};

}  // namespace mrec::embedding
