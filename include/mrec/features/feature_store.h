#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/embedding/embedding_spec.h"
#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// Takes bytes in order: a file, standard output, a string.
using ByteSink = std::function<void(std::string_view)>;

/// Version of the computation itself: what makes other numbers of the same sound and options raises it, and
/// libraries of another version are to be made again.
inline constexpr int kAnalysis = 1;

/// First line of a feature file.
struct FeatureHeader {
  std::filesystem::path root;  ///< folder the paths are relative to, absolute
  FeatureOptions options;
  int analysis = kAnalysis;
  /// What made the tracks' embeddings; nothing: they have none. With it a track may still lack one.
  std::optional<embedding::EmbeddingSpec> embedding = {};
};

/// A feature file is a row of records: the header, then one a track.
enum class RecordForm {
  kPlain,       ///< a line ended by a line feed
  kCompressed,  ///< one Zstandard frame that holds such a line
};

/// By the end of its name, which a file to be written goes by: ".zst" is compressed.
RecordForm form_of_name(const std::filesystem::path& path);

/// The lines of a file (docs/formats.md), each with its line feed. Features are rounded. Throws Error{kData}
/// naming the track for a number that is not finite and for a line of more than kLongestLine bytes.
std::string to_line(const FeatureHeader& header);
std::string to_line(const TrackFeatures& track, const FeatureHeader& header);

/// What is appended to a file for a line.
std::string as_record(std::string line, RecordForm form);

/// No line is longer, so that damage cannot ask for more memory than there is.
inline constexpr std::size_t kLongestLine = std::size_t{1} << 29;

/// What a reader is to give of each track.
enum class Wanted {
  kAll,
  kAllButChunks,  ///< which are most of a file: passed over, they cost little
};

/// Reads mrec's own format, a track at a time, plain or compressed by whatever program.
class FeatureReader {
 public:
  /// Throws Error{kIo, kFormat}: not readable, empty, not a feature file, of a newer version.
  explicit FeatureReader(std::filesystem::path path, Wanted wanted = Wanted::kAll);
  ~FeatureReader();

  const FeatureHeader& header() const;

  /// What is given of the tracks to come, where only the header tells what is needed.
  void want(Wanted wanted);

  /// The next track, or nothing at the end; of records of one path only the first counts, for a run in
  /// progress appends what it made anew. Throws Error{kFormat} with path and line number for a line that is
  /// not JSON, lacks a key, holds a number that is not finite, or chunks of another shape than the header
  /// says, or embeddings of unequal length. Where the header names no network there are no embeddings.
  std::optional<TrackFeatures> next();

  /// How far it has come in the file; a little more than what the tracks so far took.
  std::uintmax_t bytes_read() const;

  /// Once next() gave nothing: whether the file breaks off in the middle of a record, and what to say then.
  bool torn() const;
  std::string torn_warning() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mrec::features
