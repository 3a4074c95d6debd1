#pragma once

#include "mrec/library/index.h"
#include "mrec/recommend/rule.h"

namespace mrec::recommend {

/// Draws candidates by chance: Gumbel noise on the standing, or on the logarithm of the pulls, of `variety`
/// standard deviations of what it is added to. A track's luck depends on its path and the seed only.
void shuffle_a_little(Candidates& candidates, const library::Index& index, const RuleOptions& options);

}  // namespace mrec::recommend
