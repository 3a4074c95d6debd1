#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// Takes bytes in order: a file, standard output, a string.
using ByteSink = std::function<void(std::string_view)>;

/// First line of a feature file.
struct FeatureHeader {
  std::filesystem::path root;  ///< folder the paths are relative to, absolute
  FeatureOptions options;
  std::vector<std::string> genres;  ///< every label of the file, sorted
};

/// Writes tracks one by one; nothing but the current one is kept.
class TrackWriter {
 public:
  virtual ~TrackWriter() = default;
  virtual void write(const TrackFeatures& track) = 0;
  /// To be called once after the last track.
  virtual void finish() {}
};

/// mrec's own format, JSON lines (docs/formats.md). The header is written at once.
std::unique_ptr<TrackWriter> make_feature_writer(ByteSink sink, const FeatureHeader& header);

/// Reads mrec's own format, a track at a time.
class FeatureReader {
 public:
  /// Throws Error{kIo, kFormat}: not readable, empty, not a feature file, of a newer version.
  explicit FeatureReader(std::filesystem::path path);
  ~FeatureReader();

  const FeatureHeader& header() const;

  /// The next line, or nothing at the end. Throws Error{kFormat} with path and line number for a line that is
  /// torn, is not JSON, lacks a key, holds a number that is not finite, or chunks of another shape than the
  /// header says.
  std::optional<TrackFeatures> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mrec::features
