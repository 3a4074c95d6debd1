#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// What stays together on one side of a split.
enum class SplitUnit {
  kTrack,   ///< all chunks of a track
  kArtist,  ///< all tracks of an artist; a track without an artist stands alone
  kChunk,   ///< nothing: chunks of one track come to lie on both sides, so the figures flatter
  kBlock,   ///< ten chunks in a row, cut from the file's order: for files that know no tracks
};

/// "track", "artist" or "chunk". Throws Error{kUsage} for another word.
SplitUnit split_unit(std::string_view name);

struct SplitOptions {
  SplitUnit unit = SplitUnit::kTrack;
  double test = 0.2;         ///< share that is tested (one split only; with folds each is tested once)
  double validation = 0.15;  ///< share that stops the training early
  int folds = 0;             ///< 0: one split; else so many, each unit tested in exactly one
  std::uint64_t seed = 1;
};

/// Chunk numbers of one split, in the order of the file.
struct Partition {
  std::vector<std::size_t> train;
  std::vector<std::size_t> validation;
  std::vector<std::size_t> test;
};

/// Deals whole units out, stratified: every genre's share of each part is as near to the wanted as whole
/// units allow. The same seed gives the same split. Throws Error{kUsage} for impossible shares or numbers of
/// folds and Error{kData} when there are too few units (a genre by one artist only).
std::vector<Partition> make_partitions(const Dataset& dataset, const SplitOptions& options);

/// Splits from a TSV "path<TAB>fold": numbers give one split a number (that fold is tested), or the words
/// train, validation and test give one split. Every track must have its line; lines of other files do not
/// count. Throws Error{kIo, kFormat, kData} with the line.
std::vector<Partition> read_partitions(const std::filesystem::path& file, const Dataset& dataset);

}  // namespace mrec::genre
