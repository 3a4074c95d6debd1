#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mrec/features/feature_store.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// A record as it lies in its file. The texts are valid until the next record is read.
struct Record {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::string_view line;    ///< with its line feed
  std::string_view stored;  ///< the bytes of the file: a line or a frame
};

/// Reads the records of a file one by one for those who keep and mend it: what is damaged is passed over and
/// counted. What the lines say is not looked at.
class RecordReader {
 public:
  /// Starts at `offset`, where a record begins. Throws Error{kIo}.
  explicit RecordReader(std::filesystem::path path, std::uint64_t offset = 0);
  ~RecordReader();

  /// What the first bytes of the file tell; of an empty file plain.
  RecordForm form() const;

  /// The next record that is whole, the header's too; nothing at the end. Throws Error{kIo}, and
  /// Error{kFormat} for a file that another program compressed as one piece: records can neither be found in
  /// it nor appended.
  std::optional<Record> next();

  /// Where the last whole record ends; what is appended belongs there.
  std::uint64_t end() const;
  /// Once next() gave nothing: bytes behind the last whole record.
  std::uint64_t torn_bytes() const;
  /// Damaged places between whole records that were passed over.
  std::size_t damaged() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The line of the record at a place that a RecordReader told. Throws Error{kIo, kFormat} when there is none.
std::string read_record(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t bytes);

/// The track of a line after the header. Throws Error{kFormat} (without a path) for anything that is not
/// exactly a track of a file with that header.
TrackFeatures track_from_line(std::string_view line, const FeatureHeader& header,
                              Wanted wanted = Wanted::kAll);

/// What a track's line says besides its features, which are passed over; they need not be there. Throws
/// Error{kFormat} (without a path).
TrackFeatures facts_from_line(std::string_view line);

/// A track's line, with its line feed, without the features.
std::string facts_to_line(const TrackFeatures& track);

/// A track's line with the end of another one in place of its own chunks: `,"chunks":[...]}` and a line feed.
std::string to_line_with(const TrackFeatures& track, std::string_view chunks);

}  // namespace mrec::features
