#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mrec/eval/neighbours.h"
#include "mrec/genre/left_out.h"

namespace mrec::cli {

/// Figures of the lists that one rule gives.
struct NeighbourRow {
  bool other_artists_only = false;
  eval::GenreAgreement agreement;
  double chance = 0;
  eval::Hubness hubness;
};

/// Everything that may be said of the neighbours in a library.
struct NeighbourReport {
  std::string vectors;  ///< what was compared, and how
  std::size_t tracks = 0;
  std::size_t genres = 0;
  std::size_t artists = 0;
  genre::LeftOut left_out;
  std::size_t k = 0;
  std::uint64_t seed = 0;
  std::vector<NeighbourRow> rows;
};

/// What `evaluate --neighbours` prints for people.
std::string report_text(const NeighbourReport& report);

/// The same as one JSON object with a line break.
std::string report_json(const NeighbourReport& report);

}  // namespace mrec::cli
