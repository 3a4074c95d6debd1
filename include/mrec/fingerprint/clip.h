#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "mrec/fingerprint/peak.h"

namespace mrec::fingerprint {

/// Where a clip lies in a track: frame t of the clip is frame start + t * speed of the track, and what sounds
/// there at bin f is heard at bin f * speed.
struct Alignment {
  double start = 0;
  double speed = 1;
};

/// How far a clip sounds like a place of a track.
struct Evidence {
  double nats = 0;   ///< logarithm of how many times likelier it is if it is that place than if it is not
  int expected = 0;  ///< peaks that the track has there
  int heard = 0;     ///< those of them that the clip has
};

/// A recording of a few seconds, to be recognised.
class Clip {
 public:
  /// All its peaks in order of time (PeakStream).
  Clip(std::span<const Peak> peaks, std::int64_t frames);

  std::int64_t frames() const { return frames_; }
  /// The strongest peaks, in order of time: what it is looked up by.
  const std::vector<Peak>& prominent() const { return prominent_; }

  /// Peaks that the clip has too count for the place, the others against it: of a true place noise leaves 0.4
  /// or more; at a wrong one a peak is met as often as this clip has some of that frequency at any time, so
  /// that a held note says little. `track`: peaks of the track, in order of time.
  Evidence evidence(std::span<const Peak> track, const Alignment& place) const;

  /// The line that fits best, by least squares, through the times of the peaks that clip and track have in
  /// common there; the place itself when these are few.
  Alignment fitted(std::span<const Peak> track, const Alignment& place) const;

 private:
  /// What a peak of a track says when the clip has it, and when not: logarithm of its probability at the
  /// right place over that of chance.
  struct Weight {
    double heard;
    double missed;
  };

  const Peak* peak_near(double frame, double bin) const;
  template <class Use>
  void for_each_expected(std::span<const Peak> track, const Alignment& place, Use use) const;
  void weigh_bins();

  std::int64_t frames_;
  std::vector<Peak> prominent_;
  std::vector<Peak> peaks_;         ///< more of them, to be compared with
  std::vector<std::size_t> first_;  ///< of the peaks from each frame on
  std::vector<Weight> weights_;     ///< of a bin
};

/// The part of a file that is looked at.
struct HeardPart {
  Clip clip;
  double start_s = 0;  ///< its place in the file
};

/// The middle 20 s of an audio file. Throws as audio::load().
HeardPart load_clip(const std::filesystem::path& file);

}  // namespace mrec::fingerprint
