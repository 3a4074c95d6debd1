#include "catalogue/record_edit.h"

#include "mrec/features/record_file.h"

namespace mrec::catalogue {
namespace {

/// How mrec writes it, last in the line. Within a text of JSON its quotes would be escaped.
constexpr std::string_view kChunks = ",\"chunks\":[";

}  // namespace

std::string line_with_chunks_of(const features::TrackFeatures& facts, std::string_view line,
                                const features::FeatureHeader& header) {
  const std::size_t chunks = line.rfind(kChunks);
  if (chunks == std::string_view::npos || !line.ends_with("]]]}\n")) {
    features::TrackFeatures track = facts;
    track.chunks = features::track_from_line(line, header).chunks;
    return features::to_line(track, header);
  }
  std::string edited = features::facts_to_line(facts);
  edited.resize(edited.size() - std::string_view("}\n").size());
  return edited.append(line.substr(chunks));
}

}  // namespace mrec::catalogue
