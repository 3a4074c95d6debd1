#pragma once

#include <string>
#include <vector>

#include "cli/judged_set.h"
#include "cli/model_evaluation.h"
#include "cli/named_model.h"

namespace mrec::cli {

/// A model, what it was measured on and how good it is.
struct EvaluationReport {
  const NamedModel& model;
  const SetFlags& flags;
  const JudgedSet& set;
  const ModelEvaluation& figures;
};

/// A line for everything that makes the figures say less than they seem to, with numbers.
std::vector<std::string> evaluation_warnings(const EvaluationReport& report);

/// "cnn3 on clip, svm on statistics": what judges.
std::string judges_of(const NamedModel& model);
/// "songs.jsonl, more.jsonl": the names of the feature files.
std::string file_names(const SetFlags& flags);
/// "58 tracks of 10 genres by 23 artists".
std::string extent_of(const ModelEvaluation& figures);

/// What `evaluate MODEL` prints for people.
std::string evaluation_text(const EvaluationReport& report);

/// What `evaluate MODEL --json` prints, with a line break.
std::string evaluation_json(const EvaluationReport& report);

}  // namespace mrec::cli
