#pragma once

#include <string>
#include <string_view>

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

/// One JSON object with a key per field; the same spec gives the same text.
std::string to_json(const EmbeddingSpec& spec);
/// Passes over other keys. Throws Error{kFormat} (without a path) for a missing key, a wrong type or an
/// impossible value.
EmbeddingSpec embedding_spec_from_json(std::string_view json);

}  // namespace mrec::embedding
