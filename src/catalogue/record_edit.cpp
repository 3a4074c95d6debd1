#include "catalogue/record_edit.h"

#include <utility>

#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

/// How mrec writes it, last in the line. Within a text of JSON its quotes would be escaped.
constexpr std::string_view kChunks = ",\"chunks\":[";

}  // namespace

std::string line_with_features_of(const features::TrackFeatures& facts, std::string_view line,
                                  const features::FeatureHeader& header) {
  const std::size_t chunks = line.rfind(kChunks);
  const bool is_usual = chunks != std::string_view::npos && line.ends_with("]]]}\n");
  features::TrackFeatures track = facts;
  if (!is_usual || facts.has_embedding) {
    auto read = features::track_from_line(
        line, header, is_usual ? features::Wanted::kAllButChunks : features::Wanted::kAll);
    track.chunks = std::move(read.chunks);
    if (facts.has_embedding) {
      track.embedding = std::move(read.embedding);
      track.predicted_tags = std::move(read.predicted_tags);
    }
  }
  return is_usual ? features::to_line_with(track, line.substr(chunks)) : features::to_line(track, header);
}

}  // namespace mrec::catalogue
