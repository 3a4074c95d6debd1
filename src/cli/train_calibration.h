#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/calibration_report.h"
#include "cli/plan_runner.h"
#include "cli/train_method.h"
#include "cli/train_plan.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"

namespace mrec::cli {

/// What --unknown-below says; nothing: every verdict stands.
struct UnknownRule {
  std::optional<double> below = {};     ///< least confidence, 0 to 1
  std::optional<double> accuracy = {};  ///< choose it so that this share of the accepted is right
};

/// "0.6" or "auto:0.9"; an empty text says nothing. Throws Error{kUsage} for anything else.
UnknownRule unknown_rule(const std::string& text);

/// Throws Error{kUsage} for an automatic rule and several genres a track.
void require_fit(const UnknownRule& rule, const genre::Dataset& dataset);

/// What a plan gave, to calibrate by.
struct CalibrationTask {
  const Plan& plan;
  const genre::Dataset& dataset;
  const Method& method;
  const Outcome& outcome;
  UnknownRule rule;
  std::uint64_t seed = 1;
};

/// Learns the temperature (and the threshold of an automatic rule) from tracks that the judging model had not
/// learnt from: after cross-validation the tested ones of all folds; of one split the validation part, or of
/// methods without epochs an inner 5-fold cross-validation of all that is not tested; tracks of a genre that
/// what judged them had not learnt are left out. The temperature is 1 where theirs, cross-fitted, gives them
/// no better log-loss. The figures are of the tested tracks; after cross-validation what is applied to a fold
/// was fitted on the others.
CalibrationFigures calibrate(const CalibrationTask& task, const Workers& workers);

}  // namespace mrec::cli
