#include "mrec/genre/split.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "genre/dealing.h"
#include "mrec/core/error.h"
#include "mrec/core/rng.h"

namespace mrec::genre {
namespace {

constexpr std::uint64_t kDealStream = 0x64656c;
constexpr std::uint64_t kValidationStream = 0x76616c;

std::vector<std::size_t> chunks_of(const LabelledTrack& track) {
  std::vector<std::size_t> chunks(track.chunk_count);
  std::iota(chunks.begin(), chunks.end(), track.first_chunk);
  return chunks;
}

std::vector<Unit> track_units(const Dataset& dataset) {
  std::vector<Unit> units;
  for (const auto& track : dataset.tracks)
    units.push_back({.genre = track.genre, .chunks = chunks_of(track)});
  return units;
}

std::vector<Unit> chunk_units(const Dataset& dataset) {
  std::vector<Unit> units;
  for (const auto& track : dataset.tracks) {
    for (const std::size_t chunk : chunks_of(track))
      units.push_back({.genre = track.genre, .chunks = {chunk}});
  }
  return units;
}

/// An artist counts for the genre of its first track; most play one.
std::vector<Unit> artist_units(const Dataset& dataset) {
  std::vector<Unit> units;
  std::map<std::string, std::size_t> unit_of_artist;
  for (const auto& track : dataset.tracks) {
    const auto [place, is_new] = unit_of_artist.try_emplace(track.artist, units.size());
    if (is_new || track.artist.empty()) {
      units.push_back({.genre = track.genre, .chunks = chunks_of(track)});
    } else {
      const auto more = chunks_of(track);
      auto& chunks = units[place->second].chunks;
      chunks.insert(chunks.end(), more.begin(), more.end());
    }
  }
  return units;
}

std::vector<Unit> make_units(const Dataset& dataset, SplitUnit unit) {
  switch (unit) {
    case SplitUnit::kArtist:
      return artist_units(dataset);
    case SplitUnit::kChunk:
      return chunk_units(dataset);
    case SplitUnit::kTrack:
    case SplitUnit::kBlock:
      return track_units(dataset);
  }
  return {};
}

void append(std::vector<std::size_t>& chunks, const Unit& unit) {
  chunks.insert(chunks.end(), unit.chunks.begin(), unit.chunks.end());
}

void sort_chunks(Partition& partition) {
  for (auto* part : {&partition.train, &partition.validation, &partition.test}) std::ranges::sort(*part);
}

Partition single_split(std::span<const Unit> units, const SplitOptions& options) {
  const double shares[] = {1 - options.test - options.validation, options.validation, options.test};
  const auto part_of = divide(units, shares, options.unit, Rng(options.seed, kDealStream));
  Partition partition;
  std::vector<std::size_t>* parts[] = {&partition.train, &partition.validation, &partition.test};
  for (std::size_t i = 0; i < units.size(); ++i) append(*parts[part_of[i]], units[i]);
  sort_chunks(partition);
  return partition;
}

/// One fold is tested; a share of the rest may go to validation.
Partition fold_split(std::span<const Unit> units, std::span<const std::size_t> fold_of, std::size_t fold,
                     const SplitOptions& options) {
  Partition partition;
  std::vector<Unit> rest;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (fold_of[i] == fold) {
      append(partition.test, units[i]);
    } else {
      rest.push_back(units[i]);
    }
  }
  const double shares[] = {1 - options.validation, options.validation};
  const auto part_of = divide(rest, shares, options.unit, Rng(options.seed, kValidationStream + fold));
  for (std::size_t i = 0; i < rest.size(); ++i) {
    append(part_of[i] == 0 ? partition.train : partition.validation, rest[i]);
  }
  sort_chunks(partition);
  return partition;
}

void require_sensible(const SplitOptions& options) {
  const bool shares_fit =
      options.test > 0 && options.validation >= 0 && options.test + options.validation < 1;
  if (options.folds == 0 && !shares_fit) {
    throw Error(ErrorKind::kUsage, "--test and --validation", "leave nothing to learn from or to test with",
                "give shares like --test 0.2 --validation 0.15");
  }
  if (options.folds != 0 && (options.folds < 2 || !(options.validation >= 0 && options.validation < 1))) {
    throw Error(ErrorKind::kUsage, "--folds", "needs at least 2 folds and a validation share from 0 up to 1",
                "for example --folds 5");
  }
}

void require_enough_units(const Dataset& dataset, std::span<const Unit> units, const SplitOptions& options) {
  if (options.unit == SplitUnit::kArtist &&
      std::ranges::all_of(dataset.tracks, [](const auto& track) { return track.artist.empty(); })) {
    throw Error(ErrorKind::kData, "--split artist", "no track has an artist tag", "use --split track");
  }
  std::vector<std::size_t> count(dataset.genres.size());
  for (const Unit& unit : units) ++count[unit.genre];
  for (std::size_t genre = 0; genre < count.size(); ++genre) {
    if (count[genre] >= 2) continue;
    throw Error(ErrorKind::kData, "genre " + dataset.genres[genre],
                "is all by one artist, so it cannot be split", "use --split track or add tracks by others");
  }
  if (options.folds > static_cast<int>(units.size())) {
    throw Error(ErrorKind::kUsage, "--folds " + std::to_string(options.folds),
                "is more than there are units to split (" + std::to_string(units.size()) + ")",
                "use fewer folds");
  }
}

void require_all_parts(const Partition& partition) {
  if (!partition.train.empty() && !partition.test.empty()) return;
  throw Error(ErrorKind::kData, "the split", "leaves nothing to learn from or to test with",
              "give more tracks or other shares");
}

}  // namespace

SplitUnit split_unit(std::string_view name) {
  if (name == "track") return SplitUnit::kTrack;
  if (name == "artist") return SplitUnit::kArtist;
  if (name == "chunk") return SplitUnit::kChunk;
  throw Error(ErrorKind::kUsage, "--split " + std::string(name), "is not known",
              "use track, artist or chunk");
}

std::vector<Partition> make_partitions(const Dataset& dataset, const SplitOptions& options) {
  require_sensible(options);
  const auto units = make_units(dataset, options.unit);
  require_enough_units(dataset, units, options);
  std::vector<Partition> partitions;
  if (options.folds == 0) {
    partitions.push_back(single_split(units, options));
  } else {
    const std::vector<double> shares(static_cast<std::size_t>(options.folds), 1.0 / options.folds);
    const auto fold_of = divide(units, shares, options.unit, Rng(options.seed, kDealStream));
    for (std::size_t fold = 0; fold < shares.size(); ++fold) {
      partitions.push_back(fold_split(units, fold_of, fold, options));
    }
  }
  std::ranges::for_each(partitions, require_all_parts);
  return partitions;
}

}  // namespace mrec::genre
