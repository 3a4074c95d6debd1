#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// What stays together on one side of a split. Tracks that hold the same recording always do.
enum class SplitUnit {
  kTrack,
  kArtist,  ///< all tracks of an artist; a track without an artist stands alone
  kChunk,   ///< every entry of chunkwise() alone: chunks of a track lie on both sides
  kBlock,   ///< ten chunks in a row, cut from the file's order: for files that know no tracks
};

struct SplitOptions {
  SplitUnit unit = SplitUnit::kTrack;
  double test = 0.2;         ///< share that is tested (one split only; with folds each is tested once)
  double validation = 0.15;  ///< share that is judged while it learns
  int folds = 0;             ///< 0: one split; else so many, each unit tested in exactly one
  std::uint64_t seed = 1;
};

/// Places in Dataset::tracks, rising.
struct Partition {
  std::vector<std::size_t> train;
  std::vector<std::size_t> validation;
  std::vector<std::size_t> test;
};

/// Deals whole units out, stratified: every genre's share of each part is as near to the wanted as whole
/// units allow, and of every genre of two units and more something is learnt in each split. Units of which a
/// model that the training goes on from has learnt (LabelledTrack::past) are learnt from in each, and the
/// shares are of the others. The same seed gives the same split. Throws Error{kUsage} for impossible shares
/// or numbers of folds and Error{kData} when there are too few units (a genre by one artist only).
std::vector<Partition> make_partitions(const Dataset& dataset, const SplitOptions& options);

/// Places of the tracks that stay together where whole units are dealt out, in the order of their first ones.
std::vector<std::vector<std::size_t>> units_of(const Dataset& dataset, SplitUnit unit);

/// Whether there is a unit by artist that a model that the training goes on from has not learnt from.
bool has_unknown_artists(const Dataset& dataset);

/// Splits from a TSV "path<TAB>fold": numbers give one split a number (that fold is tested), or the words
/// train, validation and test give one split. Tracks that a model has learnt from are learnt from all the
/// same, and a fold of nothing else is none. Every track must have its line; lines of other files do not
/// count. Throws Error{kIo, kFormat, kData} with the line.
std::vector<Partition> read_partitions(const std::filesystem::path& file, const Dataset& dataset);

/// The name of a genre all of whose tracks hang together when artists stay whole, so that it cannot be split
/// by artist; nothing where there is none.
std::optional<std::string> genre_of_one_artist(const Dataset& dataset);

/// A genre of which a model hears nothing while it learns.
struct UnlearntGenre {
  std::size_t genre = 0;
  std::size_t partitions = 0;  ///< in how many of them
};

/// Genres that tracks have and that some of the partitions do not learn from, by number.
std::vector<UnlearntGenre> unlearnt_genres(const Dataset& dataset, const std::vector<Partition>& partitions);

/// Whether a partition learns from tracks of each genre, by number.
std::vector<bool> genres_learnt(const Dataset& dataset, const Partition& partition);

/// What the tested tracks of some partitions have in common with those that were learnt from beside them.
struct Leakage {
  std::size_t tested = 0;
  std::size_t same_recording = 0;  ///< tested tracks of which another copy was learnt from
  std::size_t same_artist = 0;     ///< tested tracks by an artist who was learnt from
};

Leakage leakage_of(const Dataset& dataset, const std::vector<Partition>& partitions);

}  // namespace mrec::genre
