#include "fuzzer.h"
#include "mrec/features/feature_store.h"

void mrec::fuzz::read_input(Bytes bytes) {
  features::FeatureReader reader(file_of(bytes));
  while (const auto track = reader.next()) {
    require(!track->path.empty(), "a track has a path");
    require(track->chunks.empty() || track->error.empty(), "a track that failed has no chunks");
  }
}
