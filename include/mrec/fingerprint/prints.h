#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "mrec/fingerprint/track_print.h"

namespace mrec::fingerprint {

class Segment;

/// The prints of the tracks of a library, as a file beside it keeps them (docs/formats.md): mapped, so that
/// only what is looked up is read.
class Prints {
 public:
  /// Without tracks.
  Prints();
  /// Those that the file has of the sources; the others are passed over, and so is what is damaged. A file
  /// that is not there has none. Throws Error{kIo}, and Error{kFormat} for a file of another kind.
  Prints(const std::filesystem::path& file, std::span<const TrackSource> sources);
  /// The same of a file's bytes.
  Prints(std::string bytes, std::span<const TrackSource> sources);
  ~Prints();
  Prints(Prints&&) noexcept;
  Prints& operator=(Prints&&) noexcept;

  /// The places of the sources that have none.
  std::vector<std::size_t> missing() const;
  /// Frames of all tracks that are here.
  std::int64_t frames() const;

  std::span<const Segment> segments() const;
  /// Which of the sources a track of a segment is; kNone: none of them.
  std::size_t source_of(std::size_t segment, std::size_t track) const;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The file beside a library: "<library>.fingerprints".
std::filesystem::path prints_path_of(const std::filesystem::path& library);

}  // namespace mrec::fingerprint
