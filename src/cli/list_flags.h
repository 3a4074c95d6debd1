#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/filter_flags.h"
#include "cli/listener.h"
#include "cli/open_library.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/recommend/filter.h"
#include "mrec/recommend/ranked_list.h"

namespace mrec::cli {

/// What the command line says of a list that is made for favourites.
struct ListFlags {
  recommend::RuleOptions rule;
  std::string rule_name = "coverage";
  recommend::ListOptions list;
  std::string dislikes;
  std::string exclude;
  FilterFlags filter;
};

/// "--rule", "--genre-weight", "--variety", "--seed", "--dislikes", "--exclude", "--max-per-artist",
/// "--keep-duplicates" and the filters.
void add_list_flags(CLI::App& command, ListFlags& flags);

/// Files that no output may take the place of, besides the favourites that are read: --exclude, --dislikes
/// and the kept list.
std::vector<std::filesystem::path> lists_to_keep(const ListFlags& flags);

/// The list for a listener; his own favourites and what he dislikes are not in it. Says on `progress` when it
/// is shorter than asked for, and why.
recommend::RankedList make_list(const ListFlags& flags, const OpenLibrary& library, const Listener& listener,
                                const Workers& workers, Progress& progress);

/// Which tracks of the library may come into a list at all: what filters, --exclude and --dislikes leave.
class Choice {
 public:
  Choice(const ListFlags& flags, const OpenLibrary& library, const Workers& workers, Progress& progress);

  library::Admission& admission() { return admission_; }
  const Matrix& dislikes() const { return dislikes_; }
  /// What was refused for which reason: "3 spoken, 1 elsewhere"; empty: nothing was.
  std::string refusals() const;

 private:
  recommend::Filter filter_;
  library::Admission admission_;
  Matrix dislikes_;
};

/// How long a list became, and how long it was to be.
struct ListLength {
  std::size_t tracks = 0;
  std::size_t wanted_tracks = 0;
  double seconds = 0;
  double wanted_seconds = 0;  ///< above 0: what counts
};

/// Says on `progress` that a list is shorter than it was to be and what there would have been more of. That a
/// library is small is no news.
void warn_of_a_short_list(const ListFlags& flags, const ListLength& length, const recommend::Passed& passed,
                          const Choice& choice, Progress& progress);

}  // namespace mrec::cli
