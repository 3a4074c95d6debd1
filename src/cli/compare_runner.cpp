#include "cli/compare_runner.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cli/compare_progress.h"
#include "mrec/core/interrupt.h"
#include "mrec/genre/learn.h"

namespace mrec::cli {
namespace {

using genre::Recipe;
using genre::TestedTrack;

/// All that is learnt: each recipe once, however many contestants have it.
class Members {
 public:
  explicit Members(std::span<const Contestant> contestants) {
    for (const Contestant& contestant : contestants) {
      for (const Recipe& recipe : contestant.method.recipes) {
        if (place_of(recipe) == recipes_.size()) recipes_.push_back(recipe);
      }
    }
  }

  std::size_t size() const { return recipes_.size(); }
  const Recipe& operator[](std::size_t place) const { return recipes_[place]; }
  /// All recipes have the default options, so that these two tell them apart; size() where it is none.
  std::size_t place_of(const Recipe& recipe) const {
    const auto same = std::ranges::find_if(recipes_, [&](const Recipe& each) {
      return each.architecture == recipe.architecture && each.input == recipe.input;
    });
    return static_cast<std::size_t>(same - recipes_.begin());
  }

 private:
  std::vector<Recipe> recipes_;
};

/// What was learnt by all splits of one seed.
struct MemberTrial {
  std::vector<TestedTrack> tested;
  double seconds = 0;
};

std::string title_of(const SeededPlan& plan, std::size_t split, std::size_t seeds) {
  std::string title =
      "split " + std::to_string(split + 1) + " of " + std::to_string(plan.plan.partitions.size());
  if (seeds > 1) title += ", seed " + std::to_string(plan.seed);
  return title;
}

std::string title_of(const Recipe& recipe) {
  return std::string(name_of(recipe.architecture)) + " (" + name_of(recipe.input) + ")";
}

void add_trial(const Contestant& contestant, const Members& members, std::span<const MemberTrial> learnt,
               const genre::Dataset& dataset, ContestResult& result) {
  std::vector<const std::vector<TestedTrack>*> tested;
  std::vector<double> weights;
  for (const Recipe& recipe : contestant.method.recipes) {
    const MemberTrial& member = learnt[members.place_of(recipe)];
    tested.push_back(&member.tested);
    weights.push_back(recipe.weight);
    result.seconds += member.seconds;
  }
  result.trials.push_back(genre::judge(dataset, genre::blended(tested, weights)));
}

std::vector<MemberTrial> learn_members(const Members& members, const SeededPlan& plan, std::size_t seeds,
                                       const genre::Dataset& dataset, const Workers& workers,
                                       ContestProgress& progress) {
  std::vector<MemberTrial> trials(members.size());
  for (std::size_t split = 0; split < plan.plan.partitions.size(); ++split) {
    const genre::Partition& partition = plan.plan.partitions[split];
    const std::string title = title_of(plan, split, seeds);
    for (std::size_t i = 0; i < members.size(); ++i) {
      Recipe recipe = members[i];
      recipe.network.seed = plan.seed;
      recipe.network.run = plan.plan.cross_validation ? split + 1 : 0;
      progress.begin(i, title + ", " + title_of(recipe));
      const genre::Learnt learnt =
          genre::learn(std::span(&recipe, 1), dataset, partition, workers,
                       [&](const genre::EpochReport& report) { progress.epoch(report); });
      throw_if_interrupted();  // a network that was asked to stop has not learnt all that it was to
      trials[i].seconds += progress.end();
      std::ranges::move(genre::test_tracks(learnt.classifier, dataset, partition.test, workers),
                        std::back_inserter(trials[i].tested));
    }
    progress.end_round(title);
  }
  return trials;
}

}  // namespace

std::vector<ContestResult> run_contest(std::span<const Contestant> contestants,
                                       std::span<const SeededPlan> plans, const genre::Dataset& dataset,
                                       const Workers& workers, bool quiet) {
  const Members members(contestants);
  std::size_t rounds = 0;
  for (const SeededPlan& plan : plans) rounds += plan.plan.partitions.size();
  ContestProgress progress(members.size(), rounds, quiet);
  std::vector<ContestResult> results(contestants.size());
  for (const SeededPlan& plan : plans) {
    const auto learnt = learn_members(members, plan, plans.size(), dataset, workers, progress);
    for (std::size_t i = 0; i < contestants.size(); ++i) {
      add_trial(contestants[i], members, learnt, dataset, results[i]);
    }
  }
  for (ContestResult& result : results) result.seconds /= static_cast<double>(plans.size());
  return results;
}

}  // namespace mrec::cli
