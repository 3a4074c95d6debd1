#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "mrec/features/track_features.h"

namespace mrec::catalogue {

/// A track of a library file: what is known of it besides its chunks, and where its record lies.
struct Entry {
  features::TrackFeatures facts;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// What a library file holds.
struct Contents {
  std::vector<Entry> entries;  ///< sorted by path; of several records of one path the last
  std::uint64_t end = 0;       ///< of the last whole record: there more is appended
  std::uint64_t torn_bytes = 0;  ///< behind it: of a record that was not written to its end
  std::size_t replaced = 0;    ///< records that a later one of the same path takes the place of
  std::size_t damaged = 0;     ///< places in the middle that cannot be read

  /// The entry of a path; null when there is none.
  const Entry* find(const std::filesystem::path& path) const;
};

/// Reads the catalogue that is kept beside the library, and of the library what came later; the whole library when
/// there is none that belongs to it. Throws Error{kIo, kFormat}.
Contents read_contents(const std::filesystem::path& library);

/// Sorts the entries by path; of several of one path the last one stays, the others are counted as replaced.
void keep_last_of_each_path(Contents& contents);

/// Keeps the catalogue beside the library ("library.jsonl.catalogue"), so that it need not be read whole again.
void write_catalogue(const std::filesystem::path& library, const Contents& contents);

/// To be called before a library is replaced.
void remove_catalogue(const std::filesystem::path& library);

}  // namespace mrec::catalogue
