#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/track_embedding.h"

namespace mrec::cli {

/// The command line of `mrec evaluate --ranking`.
struct RankingFlags {
  std::vector<std::string> libraries;
  std::vector<std::string> rules;  ///< empty: all that the vectors allow
  EmbeddingFlags embedding;
  std::string external;  ///< numbers of another program in place of an embedding; empty: none
  std::string metric = "cosine";
  std::size_t listeners = 300;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

}  // namespace mrec::cli
