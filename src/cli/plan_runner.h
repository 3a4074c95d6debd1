#pragma once

#include <cstddef>
#include <optional>

#include "cli/train_learner.h"
#include "cli/train_plan.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learn.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

/// What is wanted of a plan besides its figures.
enum class Keep {
  kNothing,
  kModelOfAll,  ///< after cross-validation a model that learnt from everything; of one split the tested one
};

/// What came of a plan.
struct Outcome {
  /// What is kept, else the last that was tested; nothing where a checkpoint had all of that.
  std::optional<genre::Learnt> learnt;
  genre::Trial trial;            ///< of all splits together
  genre::Trial validation = {};  ///< of one split: of the validation part
};

/// How many trainings a plan takes.
std::size_t trainings_of(const Plan& plan, Keep keep);

/// Trains and tests by every split of a plan, except for those that the learner's checkpoint has. Asked to
/// stop, it gives the model that is kept as far as that has come (Notes::interrupted), and throws Interrupted
/// before there is one.
Outcome run_plan(const Plan& plan, const genre::Dataset& dataset, Learner& learner, Keep keep);

}  // namespace mrec::cli
