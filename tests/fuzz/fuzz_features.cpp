#include "fuzzer.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/record_file.h"

void mrec::fuzz::read_input(Bytes bytes) {
  features::FeatureReader reader(file_of(bytes));
  while (const auto track = reader.next()) {
    require(!track->path.empty(), "a track has a path");
    require(track->chunks.empty() || track->error.empty(), "a track that failed has no chunks");
    const std::string line = to_line(*track, reader.header());
    require(features::facts_from_line(line).path == track->path, "what was read can be written and read");
  }
}
