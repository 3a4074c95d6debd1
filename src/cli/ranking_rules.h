#pragma once

#include <string>
#include <vector>

#include "cli/ranking_flags.h"
#include "cli/ranking_tracks.h"
#include "mrec/core/parallel.h"
#include "mrec/eval/list_variety.h"
#include "mrec/eval/serving.h"

namespace mrec::cli {

struct NamedRule {
  std::string name;
  eval::Ranker ranker;
};

/// Rules over the tracks, and what they compare these by.
struct RankingRules {
  std::string words;  ///< for the protocol
  std::vector<NamedRule> rules;
  eval::Dissimilarity dissimilarity;
};

/// The rules that flags.rules names, or all: those of recommend over an index in memory, each alone, and
/// "whole-list", the default rule with what recommend sees to besides (no song twice, not too much of an
/// artist). Where genres are not known, those that go by them and "whole-list" are left out; of distances
/// there are "mean" and "nearest". "by-chance" is always there. Throws Error{kUsage} for a rule that there is
/// not of such vectors, and as ExternalVectors.
RankingRules make_rules(const RankingFlags& flags, const RankingTracks& tracks, const Workers& workers);

}  // namespace mrec::cli
