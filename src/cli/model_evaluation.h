#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/judged_set.h"
#include "cli/named_model.h"
#include "mrec/eval/evaluation.h"
#include "mrec/eval/mistakes.h"

namespace mrec::cli {

/// A figure that a report begins with.
struct Headline {
  std::string name;  ///< "accuracy"
  eval::Estimate estimate;
  bool is_share = true;  ///< shown in per cent
};

/// A row of the table of genres. Nothing where there is nothing to divide by.
struct GenreRow {
  std::string name;
  std::size_t tracks = 0;
  std::optional<double> precision;
  std::optional<double> recall;
  std::optional<double> f1;
  std::optional<double> auc;
  std::optional<double> average_precision;  ///< of several genres a track only
};

/// A track that was given a genre that it is not of.
struct Mistake {
  std::size_t track = 0;  ///< place in JudgedSet::tracks
  std::string truth;
  std::string verdict;
  double probability = 0;        ///< of the verdict
  double truth_probability = 0;  ///< of the true genre, of several the most probable
};

/// A threshold below which the model says "unknown".
struct Rejection {
  eval::RejectionPoint point;
  std::size_t foreign_rejected = 0;  ///< of the tracks of genres that the model does not know
};

/// Everything that may be said of a model by a set of tracks.
struct ModelEvaluation {
  std::uint64_t seed = 0;
  std::size_t tracks = 0;
  std::size_t artists = 0;  ///< different names; 0: none is known
  std::vector<Headline> headlines;
  std::vector<GenreRow> genres;
  std::optional<eval::ClassEvaluation> classes;  ///< of models that give a track one genre
  /// Without the model's temperature, where it has one.
  std::optional<eval::CalibrationFigures> unscaled;
  std::optional<Rejection> rejection;  ///< where the model has a threshold
  std::vector<eval::Confusion> confused;
  std::vector<Mistake> mistakes;  ///< the surest first
};

/// The same seed gives the same figures.
ModelEvaluation evaluate(const JudgedSet& set, const NamedModel& model, std::uint64_t seed,
                         const Workers& workers);

}  // namespace mrec::cli
