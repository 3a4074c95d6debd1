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
  std::optional<std::string> unit;   ///< not given: artist where tags know it, else track
  std::string folds;                 ///< a number, or a TSV file; empty: one split
  std::optional<double> test;        ///< not given: 0.2
  std::optional<double> validation;  ///< not given: 0.15 of one split where it decides something, else none
  bool by_epochs = true;             ///< what learns is judged meanwhile; else a validation part is a waste
};

/// How a data set is divided, and that in words.
struct Plan {
  std::vector<genre::Partition> partitions;
  bool cross_validation = false;
  bool by_blocks = false;  ///< for want of tracks: ten chunks in a row stand for one
  bool by_chunks = false;  ///< of genre::chunkwise() of the data set: it leaks
  std::string protocol;
  genre::Leakage leakage;
};

/// The division that was asked for; of chunks when the flags say so. Throws Error{kUsage} for options that
/// would have no effect, as make_partitions() and read_partitions() do, and Error{kUsage} for artists of a
/// file that knows none. `warnings` tell why artists do not decide although tags know them,
/// and which genres a split does not learn from.
Plan make_plan(const SplitFlags& flags, const genre::Dataset& dataset, std::uint64_t seed,
               std::vector<std::string>& warnings);

/// Where `plan`, which --split asked for, leaks chunks or artists: the same shares or folds without that.
/// Nothing where it does not leak or no division is without.
std::optional<Plan> honest_plan(const Plan& plan, const SplitFlags& flags, const genre::Dataset& dataset,
                                std::uint64_t seed);

/// All tracks to learn from, but for the validation part of the first split.
genre::Partition everything(const Plan& plan);

/// The tracks that the model that is kept has learnt from, or that decided when it was good enough.
std::vector<std::size_t> looked_at(const Plan& plan);

}  // namespace mrec::cli
