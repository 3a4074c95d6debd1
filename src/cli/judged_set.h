#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/named_model.h"
#include "mrec/audio/section.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/learnt_from.h"
#include "mrec/genre/left_out.h"

namespace mrec::cli {

/// A labelled track and what a model says of it.
struct JudgedTrack {
  std::size_t file = 0;         ///< number of its feature file
  std::filesystem::path path;   ///< as in the feature file
  std::filesystem::path audio;  ///< absolute
  std::optional<audio::Section> section;
  std::string artist;
  std::string title;
  std::string label;
  std::vector<std::size_t> genres;  ///< the model's; empty where it knows none of the label's
  Vector probabilities;
};

/// The labelled tracks of some feature files under a model's judgement.
struct JudgedSet {
  std::vector<JudgedTrack> tracks;   ///< of known genres; of each file in the order of their paths
  std::vector<JudgedTrack> foreign;  ///< of genres that the model does not know, likewise
  std::map<std::string, std::size_t> foreign_genres;  ///< how many tracks are of each
  genre::LeftOut left_out;
  bool knows_learnt = false;          ///< whether the model says what it learnt from
  std::size_t learnt = 0;             ///< tracks that it learnt from, whether they were left out or not
  std::size_t learnt_artist = 0;      ///< of `tracks` those by artists whom it learnt from, but for the above
  std::vector<std::string> warnings;  ///< of files that are not complete
};

/// What a model is measured on.
struct SetFlags {
  std::vector<std::string> files;
  bool with_learnt = false;  ///< keeps the tracks that the model learnt from
};

/// Reads and judges, some tracks at a time; `progress` counts the megabytes of the files. Throws Error{kData}
/// for a file with other features than the model's, for a track that is given twice and when no track of a
/// known genre is left, Error{kUsage} for a course file, and as the readers do.
JudgedSet judge_set(const SetFlags& flags, const NamedModel& model, const Workers& workers,
                    Progress& progress);

}  // namespace mrec::cli
