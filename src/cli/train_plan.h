#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"

namespace mrec::cli {

/// What the command line says of splits.
struct SplitFlags {
  std::optional<std::string> unit;   ///< not given: track
  std::string folds;                 ///< a number, or a TSV file; empty: one split
  std::optional<double> test;        ///< not given: 0.2
  std::optional<double> validation;  ///< not given: 0.15 of one split of chunks, else nothing
};

/// How the data set is divided, and that in words.
struct Plan {
  std::vector<genre::Partition> partitions;
  bool cross_validation = false;
  bool by_blocks = false;  ///< for want of tracks: ten chunks in a row stand for one
  std::string protocol;
};

/// The unit in force, "track" when none was given.
std::string unit_name(const SplitFlags& flags);

/// Throws Error{kUsage} for options that would have no effect, as make_partitions() and read_partitions() do,
/// and Error{kUsage} for artists of a file that knows none.
Plan make_plan(const SplitFlags& flags, const genre::Dataset& dataset, std::uint64_t seed);

/// All chunks to learn from, but for the validation part of the first split.
genre::Partition everything(const Plan& plan);

}  // namespace mrec::cli
