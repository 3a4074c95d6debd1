#include "fuzzer.h"
#include "mrec/library/index.h"

void mrec::fuzz::read_input(Bytes bytes) {
  constexpr library::IndexSources kSources = {.library = {.size_bytes = 1, .mtime_us = 2},
                                              .model = {.size_bytes = 3, .mtime_us = 4}};
  const auto index = library::read_index(file_of(bytes), kSources);
  if (!index) return;
  const auto tracks = static_cast<Eigen::Index>(index->tracks.size());
  require(index->embeddings.rows() == tracks, "there is an embedding a track");
  require(index->probabilities.rows() == tracks, "there are probabilities a track");
}
