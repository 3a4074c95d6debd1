#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "features/json_text.h"
#include "mrec/core/error.h"
#include "mrec/features/course_format.h"

namespace mrec::features {

/// "mapping", then "mfcc" as the chunks come, and last the labels, which are all that is kept.
CourseWriter::CourseWriter(ByteSink sink, std::vector<std::string> genres)
    : sink_(std::move(sink)), genres_(std::move(genres)) {
  text_ = "{\"mapping\": [";
  for (const std::string& genre : genres_) {
    if (text_.back() != '[') text_ += ", ";
    append_text(text_, genre);
  }
  text_ += "],\n\"mfcc\": [";
  sink_(text_);
}

void CourseWriter::write(const TrackFeatures& track) {
  if (!track.error.empty()) return;
  const int label = label_of(track);
  for (const Matrix& chunk : track.chunks) {
    text_ = labels_.empty() ? "\n" : ",\n";
    append_chunk(text_, chunk, track.path);
    sink_(text_);
    labels_.push_back(label);
  }
}

void CourseWriter::finish() {
  text_ = "],\n\"labels\": [";
  for (const int label : labels_) {
    if (text_.back() != '[') text_ += ", ";
    text_ += std::to_string(label);
  }
  text_ += "]}\n";
  sink_(text_);
}

int CourseWriter::label_of(const TrackFeatures& track) const {
  const auto found = std::ranges::find(genres_, track.label);
  if (track.label.empty() || found == genres_.end()) {
    throw Error(ErrorKind::kUsage, track.path.string(), "has no genre, which a course file needs",
                "give labelled tracks or another format");
  }
  return static_cast<int>(found - genres_.begin());
}

}  // namespace mrec::features
