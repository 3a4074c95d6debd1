#pragma once

#include <map>
#include <vector>

#include "cli/judged_set.h"
#include "cli/model_evaluation.h"
#include "mrec/report/evaluation_page.h"

namespace mrec::cli {

/// What the features tell of the sound of the mistaken tracks, by their places in JudgedSet::tracks. Reads
/// the feature files once more, for all tracks' frames would not fit into memory. Nothing of tracks that have
/// no chunks.
std::map<std::size_t, report::Spectrogram> spectrograms_of(const std::vector<Mistake>& mistakes,
                                                           const JudgedSet& set, const SetFlags& flags);

}  // namespace mrec::cli
