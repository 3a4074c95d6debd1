#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"

namespace mrec::library {

/// What every track is asked: its score for query q is vectors.row(q) . vector - hub_weight * hubness.
struct Queries {
  Matrix vectors;  ///< (queries x Index::width())
  float hub_weight = 0;
};

struct Hit {
  std::size_t place = 0;
  float score = 0;

  bool operator==(const Hit&) const = default;
};

/// For each query the `count` tracks of the highest scores that are admitted, best first; of equal scores the
/// one of the first place. One pass over all vectors; memory grows with queries and count only. The same at
/// any number of threads; questions of the admission are asked by several.
std::vector<std::vector<Hit>> best_of_each(const Index& index, const Queries& queries, std::size_t count,
                                           Admission& admission, const Workers& workers);

/// Takes the scores of one track for every query.
using ScoreSink = std::function<void(std::size_t place, std::span<const float> scores)>;

/// Calls sink for every track that is there, in the order of their places.
void for_each_score(const Index& index, const Queries& queries, const ScoreSink& sink);

/// Scores of some tracks, to the bit those of the others above: (queries x places).
Matrix scores_at(const Index& index, const Queries& queries, std::span<const std::size_t> places);

}  // namespace mrec::library
