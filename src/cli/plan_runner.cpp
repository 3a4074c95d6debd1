#include "cli/plan_runner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/interrupt.h"

namespace mrec::cli {
namespace {

/// What the model of a split is to judge: of one split the validation part, too, which it is calibrated by.
std::vector<std::size_t> judged_by(const Plan& plan, const genre::Partition& partition) {
  std::vector<std::size_t> tracks = partition.test;
  if (!plan.cross_validation) std::ranges::copy(partition.validation, std::back_inserter(tracks));
  return tracks;
}

/// What keeps no model is there for its figures.
std::string title_of(std::size_t fold, std::size_t folds, Keep keep) {
  return (keep == Keep::kNothing ? "without the leak, split " : "split ") + std::to_string(fold + 1) +
         " of " + std::to_string(folds);
}

}  // namespace

std::size_t trainings_of(const Plan& plan, Keep keep) {
  return plan.partitions.size() + (plan.cross_validation && keep == Keep::kModelOfAll ? 1 : 0);
}

Outcome run_plan(const Plan& plan, const genre::Dataset& dataset, Learner& learner, Keep keep) {
  const std::size_t folds = plan.partitions.size();
  const bool keep_of_all = plan.cross_validation && keep == Keep::kModelOfAll;
  std::vector<genre::TestedTrack> tested;
  std::vector<genre::TestedTrack> validated;
  std::optional<genre::Learnt> learnt;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const bool is_kept = keep == Keep::kModelOfAll && !plan.cross_validation;
    const genre::Partition& partition = plan.partitions[fold];
    auto more = learner.begin(title_of(fold, folds, keep));
    if (!more) {
      learnt.emplace(learner.learn(dataset, partition, plan.cross_validation ? fold + 1 : 0));
      if (learnt->notes.interrupted && !is_kept) throw Interrupted{};
      more = genre::test_tracks(learnt->classifier, dataset, judged_by(plan, partition), learner.workers());
      if (!is_kept) learner.keep(*more);
    }
    for (genre::TestedTrack& track : *more) {
      const bool validates = std::ranges::binary_search(partition.validation, track.track);
      (validates ? validated : tested).push_back(std::move(track));
    }
  }
  if (keep_of_all) {
    learner.begin("the model to keep, from all tracks");
    learnt.emplace(learner.learn(dataset, everything(plan), 0));
  }
  return {std::move(learnt), genre::judge(dataset, std::move(tested)),
          genre::judge(dataset, std::move(validated))};
}

}  // namespace mrec::cli
