#pragma once

#include <cstddef>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"
#include "mrec/library/search.h"
#include "mrec/recommend/favourites.h"
#include "mrec/recommend/rule.h"

namespace mrec::recommend {

/// All that a rule looks at.
struct RuleInput {
  const library::Index& index;
  const Favourites& favourites;
  const Matrix& dislikes;
  std::size_t count = 0;  ///< candidates of each favourite, or of all
  double genre_weight = 0;
  double variety = 0;
  library::Admission& admission;
  const Workers& workers;
};

/// Of kCoverage and, when `soft`, of kSoftGenre.
Candidates candidates_by_coverage(const RuleInput& input, bool soft);
Candidates candidates_by_centroid(const RuleInput& input);
Candidates candidates_by_nearest(const RuleInput& input);
Candidates candidates_within_genre(const RuleInput& input);

/// The places that any of the lists has, rising.
std::vector<std::size_t> places_of(const std::vector<std::vector<library::Hit>>& lists);

/// Parts of each candidate's best opinion: of the genre w a(f,c), of the sound the rest.
void tell_parts(const RuleInput& input, Candidates& candidates);

}  // namespace mrec::recommend
