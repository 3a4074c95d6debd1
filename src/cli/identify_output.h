#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/features/track_features.h"
#include "mrec/fingerprint/recognise.h"

namespace mrec::cli {

/// What became of one clip.
struct IdentifiedClip {
  std::string name;         ///< as given
  double heard_from_s = 0;  ///< where in the clip the part begins that was looked at
  std::vector<fingerprint::Recognition> found;
  std::string error;  ///< why it could not be looked at; empty: nothing is wrong
};

/// The library as far as answers tell of it.
struct IdentifiedLibrary {
  std::filesystem::path root;
  /// The sources of the prints, in their order.
  std::vector<const features::TrackFeatures*> tracks;
};

/// A line: clip, path, artist and title, place, speed and certainty, divided by tabs; or clip and "not
/// known".
std::string identified_line(const IdentifiedClip& clip, const IdentifiedLibrary& library);

/// All clips as one JSON list.
std::string identified_json(const std::vector<IdentifiedClip>& clips, const IdentifiedLibrary& library);

}  // namespace mrec::cli
