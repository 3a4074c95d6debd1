#pragma once

#include <string>

namespace mrec::embedding {

/// What made the embeddings of a feature file. Vectors of one network and one set of weights may be compared,
/// however many patches each is the mean of.
struct EmbeddingSpec {
  std::string network;  ///< "musicnn"
  std::string weights;  ///< checksum of its weights, 32 hexadecimal digits
  int patches = 0;      ///< most patches of 3 s that a track's vector is the mean of

  bool operator==(const EmbeddingSpec&) const = default;
};

/// Whether vectors of both lie in one space.
inline bool are_comparable(const EmbeddingSpec& a, const EmbeddingSpec& b) {
  return a.network == b.network && a.weights == b.weights;
}

}  // namespace mrec::embedding
