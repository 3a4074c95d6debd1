#include "fuzzer.h"
#include "mrec/library/external_vectors.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const library::ExternalVectors vectors(file_of(bytes));
  require(vectors.dimensions() > 0, "a track has numbers");
  const Matrix rows = vectors.vectors_of({"jazz/a.wav"});
  require(rows.rows() == 1 && rows.cols() == vectors.dimensions() && rows.allFinite(), "a row is whole");
  require(vectors.distances_between({"jazz/a.wav"}).size() == 1, "a track has one distance to itself");
}
