#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"
#include "mrec/catalogue/library_file.h"

namespace mrec::catalogue::testing {

inline bool keep_all(const Entry&) {
  return true;
}

/// A library to be changed.
class LibraryChanges : public LibraryForms {
 protected:
  void append(LibraryFile& file, const TrackFeatures& track) const {
    file.append(track, record_of(track, library_));
  }
  /// The bytes of a library of these tracks.
  std::string bytes_of(const std::vector<TrackFeatures>& tracks) const {
    const std::filesystem::path other = folder_ / ("other" + library_.extension().string());
    write_library(other, tracks);
    return mrec::testing::read_bytes(other);
  }
  /// Paths as read without and with the catalogue, which have to agree.
  std::vector<std::string> paths() const {
    const std::vector<std::string> kept = paths_of(read_contents(library_));
    remove_catalogue(library_);
    EXPECT_EQ(paths_of(read_contents(library_)), kept);
    return kept;
  }
};

}  // namespace mrec::catalogue::testing
