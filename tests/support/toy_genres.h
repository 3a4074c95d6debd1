#pragma once

#include <cstddef>
#include <string>

#include "mrec/genre/dataset.h"

namespace mrec::testing {

/// A data set of `genres` genres x `tracks` tracks x `chunks` chunks of the given size. Each genre has a
/// level and a rhythm of its own under noise, so that a small network can learn it. Artists: two tracks each,
/// "g<genre>a<n>".
struct ToyOptions {
  int genres = 2;
  int tracks = 4;
  int chunks = 3;
  int frames = 40;
  int coefficients = 13;
};

genre::Dataset toy_dataset(const ToyOptions& options);

/// The same with one vector of `coefficients` numbers a track in place of chunks, as if a network had made
/// them.
genre::Dataset toy_embeddings(const ToyOptions& options);

}  // namespace mrec::testing
