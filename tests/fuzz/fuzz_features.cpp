#include "fuzzer.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/record_file.h"

void mrec::fuzz::read_input(Bytes bytes) {
  features::FeatureReader reader(file_of(bytes));
  while (const auto track = reader.next()) {
    require(!track->path.empty(), "a track has a path");
    require(track->chunks.empty() || track->error.empty(), "a track that failed has no chunks");
    const std::string line = to_line(*track, reader.header());
    const features::TrackFeatures facts = features::facts_from_line(line);
    require(facts.path == track->path, "what was read can be written and read");
    require(facts.has_embedding == !track->embedding.empty(), "facts tell whether there is an embedding");
    const auto sound = features::track_from_line(line, reader.header(), features::Wanted::kAllButChunks);
    require(sound.embedding.size() == track->embedding.size() && sound.chunks.empty(),
            "chunks can be passed over");
  }
}
