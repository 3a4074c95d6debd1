#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/track_embedding.h"

namespace mrec::cli {

/// The command line of `mrec evaluate --neighbours`.
struct NeighbourFlags {
  std::string library;
  EmbeddingFlags embedding;
  std::string external;  ///< numbers of another program in place of an embedding; empty: none
  std::string metric = "cosine";
  std::size_t k = 5;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

/// Prints how often a library's tracks have neighbours of their own genre.
void evaluate_neighbours(const NeighbourFlags& flags);

}  // namespace mrec::cli
