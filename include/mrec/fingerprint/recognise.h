#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/fingerprint/clip.h"
#include "mrec/fingerprint/prints.h"

namespace mrec::fingerprint {

/// A track that a clip is a recording of.
struct Recognition {
  std::size_t source = 0;  ///< its place among the sources of the prints
  double position_s = 0;   ///< in the track, where the clip begins; below 0 if it begins before the track
  double speed = 1;        ///< at which it was played
  double certainty = 0;    ///< 0 to 1: that it is no chance, see evidence_asked_for()
  Evidence evidence;
};

/// Logarithm of how much likelier a place must be than chance, among so many frames of a library: each of
/// them may happen to fit, and one false alarm in fifty libraries is the most that is put up with. The
/// evidence counts peaks as if they came independently, so that the true rate is measured
/// (docs/evaluation.md).
double evidence_asked_for(std::int64_t library_frames);

/// The tracks that the clip is a recording of, the likeliest first: none if it is not known, several if the
/// library has it more than once. The same at any number of threads.
std::vector<Recognition> recognise(const Clip& clip, const Prints& prints, const Workers& workers);

}  // namespace mrec::fingerprint
