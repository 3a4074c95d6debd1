#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {

/// The one-object JSON that genre-classification courses use: {"mapping": [genre names], "labels": [genre
/// number a chunk], "mfcc": [chunk][frame][coefficient]}. It knows no tracks.
struct CourseData {
  std::vector<std::string> genres;
  std::vector<int> labels;
  std::vector<Matrix> chunks;
};

/// Whether the file starts as a course file does (one object with one of its three keys) rather than as a
/// feature file. Throws Error{kIo} when it cannot be read.
bool is_course_file(const std::filesystem::path& path);

/// Streams the file; keys may come in any order, others are ignored. Throws Error{kIo, kFormat}: damaged
/// JSON, labels outside the mapping, as many labels as chunks not given, chunks of unequal shape, numbers
/// that are not finite.
CourseData read_course_file(const std::filesystem::path& path);

/// Writes labelled chunks track by track; of the chunks nothing is kept.
class CourseWriter {
 public:
  /// `genres`: all that labels may be, in the order of their numbers.
  CourseWriter(ByteSink sink, std::vector<std::string> genres);

  /// A track that failed is left out. Throws Error{kUsage} for one without a label.
  void write(const TrackFeatures& track);
  /// To be called once after the last track.
  void finish();

 private:
  int label_of(const TrackFeatures& track) const;

  ByteSink sink_;
  std::vector<std::string> genres_;
  std::vector<int> labels_;  ///< one a chunk
  std::string text_;
};

}  // namespace mrec::features
