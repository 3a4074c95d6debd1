#include "fuzzer.h"
#include "mrec/library/index.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const library::IndexSources sources = {.library = {.size_bytes = 1, .mtime_us = 2},
                                         .model = {.size_bytes = 3, .mtime_us = 4},
                                         .embedding = "cnn"};
  const auto path = file_of(bytes);
  const auto index = library::read_index(path, sources);
  const auto kept = library::read_kept_index(path);
  require(!index || (kept && kept->sources == sources), "what is right for its sources is right for any");
  if (!index) return;
  const auto tracks = static_cast<Eigen::Index>(index->tracks.size());
  require(index->embeddings.rows() == tracks, "there is an embedding a track");
  require(index->probabilities.rows() == tracks, "there are probabilities a track");
}
