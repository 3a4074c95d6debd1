#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/compare_methods.h"
#include "cli/compare_runner.h"
#include "mrec/core/parallel.h"
#include "mrec/eval/contest.h"
#include "mrec/genre/dataset.h"

namespace mrec::cli {

/// One method of a comparison.
struct CompareRow {
  std::string title;
  std::string method;                    ///< as --arch says it
  std::string options;                   ///< of `mrec train`, for this method
  eval::Standing standing;               ///< by track
  std::optional<double> chunk_accuracy;  ///< of chunks or windows, mean over the seeds
  double seconds = 0;
  std::optional<eval::PairedComparison> behind_best = {};  ///< this method first; nothing of the best itself
};

/// Methods on the same splits, with what gives the figures their meaning.
struct CompareReport {
  std::string protocol;
  std::vector<std::uint64_t> seeds = {};
  std::vector<std::string> genres;
  std::size_t tracks = 0;    ///< tested, once a seed
  std::size_t clusters = 0;  ///< artists, or tracks: what stands or falls together
  bool by_artist = false;
  bool multi_label = false;
  genre::Leakage leakage;
  std::vector<CompareRow> rows = {};  ///< the most accurate first
};

/// `results` are of the contestants, one each.
CompareReport make_compare_report(std::span<const Contestant> contestants,
                                  std::span<const ContestResult> results, std::span<const SeededPlan> plans,
                                  const genre::Dataset& dataset, const Workers& workers);

/// One table for people.
std::string compare_text(const CompareReport& report);

/// One JSON object, with a line break.
std::string compare_json(const CompareReport& report, double seconds);

}  // namespace mrec::cli
