#pragma once

namespace mrec::audio {

/// A stretch of a file that is a track of its own.
struct Section {
  double start_s = 0;
  double end_s = 0;  ///< 0: to the end of the file

  bool operator==(const Section&) const = default;
};

}  // namespace mrec::audio
