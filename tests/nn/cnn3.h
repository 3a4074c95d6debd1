#pragma once

#include "mrec/genre/architecture.h"

namespace mrec::testing {

/// The program's own three-layer network for ten genres, with the course's plain batch norm, which Keras
/// computes.
inline nn::Network build_cnn3(nn::SampleShape input, float dropout, const Rng& rng) {
  return genre::build_network(genre::Architecture::kCourse, input, 10,
                              {.dropout = dropout, .debiased_norm = false}, rng);
}

}  // namespace mrec::testing
