#include "cli/plan_runner.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mrec::cli {

std::size_t trainings_of(const Plan& plan, Keep keep) {
  return plan.partitions.size() + (plan.cross_validation && keep == Keep::kModelOfAll ? 1 : 0);
}

Outcome run_plan(const Plan& plan, const genre::Dataset& dataset, Learner& learner, Keep keep) {
  const std::size_t folds = plan.partitions.size();
  std::vector<genre::TestedTrack> tested;
  std::optional<genre::Learnt> learnt;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const std::string title = "split " + std::to_string(fold + 1) + " of " + std::to_string(folds);
    const genre::Partition& partition = plan.partitions[fold];
    learnt.emplace(learner.learn(title, dataset, partition, plan.cross_validation ? fold + 1 : 0));
    auto more = genre::test_tracks(learnt->classifier, dataset, partition.test, learner.workers());
    std::ranges::move(more, std::back_inserter(tested));
  }
  if (plan.cross_validation && keep == Keep::kModelOfAll) {
    learnt.emplace(learner.learn("the model to keep, from all tracks", dataset, everything(plan), 0));
  }
  return {std::move(*learnt), genre::judge(dataset, std::move(tested))};
}

}  // namespace mrec::cli
