#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "index_part.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/index.h"
#include "mrec/library/index_rows.h"
#include "mrec/library/standardiser.h"

namespace mrec::library {

/// Square roots of probabilities (tracks x genres), each row of length 1, or 0.
Matrix genre_directions(const MatrixRef& probabilities);

/// The first part of an index: learns from all tracks what holds for them.
std::shared_ptr<const IndexPart> make_base(const IndexHeader& header, IndexRows rows, const Workers& workers);

/// One of tracks that have no vectors, of which nothing is learnt.
std::shared_ptr<const IndexPart> make_without_vectors(const IndexHeader& header,
                                                      std::vector<IndexedTrack> tracks);

/// Takes the place of `more` (null: nothing was added yet): without the places that are gone, with the tracks
/// added. An added track takes the place of one of the same path.
std::shared_ptr<const IndexPart> make_more(const IndexHeader& header, const Index& index, IndexRows added,
                                           const std::vector<std::size_t>& gone, const Workers& workers);

}  // namespace mrec::library
