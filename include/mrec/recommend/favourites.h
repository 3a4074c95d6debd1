#pragma once

#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/track.h"

namespace mrec::recommend {

/// Tracks that a listener named, in the library or not.
struct Favourites {
  std::vector<std::string> names;      ///< how to call each in the answer
  std::vector<library::Track> tracks;  ///< what is known of each besides
  Matrix vectors;                      ///< (favourites x Index::width()), see Index
  Matrix probabilities;                ///< (favourites x genres)
};

}  // namespace mrec::recommend
