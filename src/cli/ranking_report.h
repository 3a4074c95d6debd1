#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mrec/eval/list_variety.h"
#include "mrec/eval/neighbours.h"
#include "mrec/eval/serving.h"
#include "mrec/genre/left_out.h"

namespace mrec::cli {

/// One rule's lists for the listeners of a plan.
struct PlanRow {
  eval::ServingShare share;
  std::optional<eval::ShareDifference> difference;  ///< to the first rule; the first has none
  double evenness = 0;                              ///< of plans of two tastes
  eval::SmallTaste small;                           ///< of the last taste
};

/// All rules' lists for the same listeners.
struct PlanTable {
  eval::ListenerPlan plan;
  std::size_t listeners = 0;
  std::vector<PlanRow> rows;  ///< one a rule
};

/// One rule's lists for a single favourite, every track once.
struct SingleRow {
  eval::GenreAgreement all_tracks;
  std::optional<eval::GenreAgreement> other_artists;  ///< where artists are known
  eval::Hubness hubness;                              ///< of the lists by other artists, where they are known
};

/// Everything that may be said of the lists that rules make.
struct RankingReport {
  std::string vectors;
  std::string genre_model;  ///< empty: the rules have no genre part
  std::size_t tracks = 0;
  std::size_t genres = 0;
  std::size_t artists = 0;
  std::optional<std::size_t> learnt;  ///< tracks that the genre model learnt from; nothing: it does not say
  std::uint64_t seed = 0;
  genre::LeftOut left_out;
  std::vector<std::string> rules;
  std::vector<PlanTable> plans;  ///< those that the tracks suffice for
  std::size_t single_list = 0;   ///< length of the lists for one favourite
  std::vector<SingleRow> single;
  std::vector<eval::ListVariety> variety;  ///< of the first plan's lists; dissimilarity by the library's mean
  std::vector<eval::SourcePull> pulls;     ///< empty for one library
};

/// What `evaluate --ranking` prints for people.
std::string report_text(const RankingReport& report);

/// The same as one JSON object with a line break.
std::string report_json(const RankingReport& report);

}  // namespace mrec::cli
