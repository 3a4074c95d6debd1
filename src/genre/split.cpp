#include "mrec/genre/split.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "genre/dealing.h"
#include "genre/learnable_parts.h"
#include "mrec/core/error.h"
#include "mrec/core/rng.h"

namespace mrec::genre {
namespace {

constexpr std::uint64_t kDealStream = 0x64656c;
constexpr std::uint64_t kValidationStream = 0x76616c;

/// Joins what must stay together: union by the smallest place.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  std::size_t find(std::size_t place) {
    while (parent_[place] != place) place = parent_[place] = parent_[parent_[place]];
    return place;
  }
  void join(std::size_t a, std::size_t b) {
    const auto [low, high] = std::minmax({find(a), find(b)});
    parent_[high] = low;
  }

 private:
  std::vector<std::size_t> parent_;
};

/// Joins tracks that have the same number or name; a track without a name stands alone.
template <class Key>
void join_by(Key LabelledTrack::*key_of, const Dataset& dataset, Groups& groups) {
  std::map<Key, std::size_t> first;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    const Key& key = dataset.tracks[i].*key_of;
    if constexpr (std::is_same_v<Key, std::string>) {
      if (key.empty()) continue;
    }
    groups.join(first.try_emplace(key, i).first->second, i);
  }
}

/// A unit is dealt by the genre of its first track; most artists play one.
std::vector<Unit> make_units(const Dataset& dataset, SplitUnit unit) {
  Groups groups(dataset.tracks.size());
  if (unit != SplitUnit::kChunk) join_by(&LabelledTrack::recording, dataset, groups);
  if (unit == SplitUnit::kArtist) join_by(&LabelledTrack::artist, dataset, groups);
  std::vector<Unit> units;
  std::map<std::size_t, std::size_t> unit_of_group;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    const auto [place, is_new] = unit_of_group.try_emplace(groups.find(i), units.size());
    if (is_new) units.push_back({.genre = dataset.tracks[i].genre(), .tracks = {}});
    Unit& joined = units[place->second];
    joined.tracks.push_back(i);
    joined.genres.insert(dataset.tracks[i].genres.begin(), dataset.tracks[i].genres.end());
  }
  return units;
}

/// Whether a model that the training goes on from knows nothing of a unit that would flatter it.
bool is_testable(const Dataset& dataset, SplitUnit unit, const Unit& tracks) {
  return std::ranges::all_of(tracks.tracks, [&](std::size_t track) {
    const Past past = dataset.tracks[track].past;
    return past == Past::kNone || (past == Past::kArtistLearnt && unit != SplitUnit::kArtist);
  });
}

void append(std::vector<std::size_t>& tracks, const Unit& unit) {
  tracks.insert(tracks.end(), unit.tracks.begin(), unit.tracks.end());
}

void sort_tracks(Partition& partition) {
  for (auto* part : {&partition.train, &partition.validation, &partition.test}) std::ranges::sort(*part);
}

/// `known`: genres that are learnt from beside these units.
Partition single_split(std::span<const Unit> units, const std::set<std::size_t>& known,
                       const SplitOptions& options) {
  const double shares[] = {1 - options.test - options.validation, options.validation, options.test};
  auto part_of = divide(units, shares, options.unit, Rng(options.seed, kDealStream));
  let_first_learn(units, shares, {.known = known, .fewest = 2}, part_of);
  Partition partition;
  std::vector<std::size_t>* parts[] = {&partition.train, &partition.validation, &partition.test};
  for (std::size_t i = 0; i < units.size(); ++i) append(*parts[part_of[i]], units[i]);
  sort_tracks(partition);
  return partition;
}

/// One fold is tested; a share of the rest may go to validation.
Partition fold_split(std::span<const Unit> units, const std::set<std::size_t>& known,
                     std::span<const std::size_t> fold_of, std::size_t fold, const SplitOptions& options) {
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
  auto part_of = divide(rest, shares, options.unit, Rng(options.seed, kValidationStream + fold));
  let_first_learn(rest, shares, {.known = known, .fewest = 1}, part_of);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    append(part_of[i] == 0 ? partition.train : partition.validation, rest[i]);
  }
  sort_tracks(partition);
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

/// How many units have a track of each genre, by number; genres that no track has are not among them.
std::map<std::size_t, std::size_t> units_of_genre(std::span<const Unit> units) {
  std::map<std::size_t, std::size_t> count;
  for (const Unit& unit : units) {
    for (const std::size_t genre : unit.genres) ++count[genre];
  }
  return count;
}

/// The genres of some units.
std::set<std::size_t> genres_of(std::span<const Unit> units) {
  std::set<std::size_t> genres;
  for (const Unit& unit : units) genres.insert(unit.genres.begin(), unit.genres.end());
  return genres;
}

void require_enough_units(const Dataset& dataset, std::span<const Unit> units, const SplitOptions& options) {
  if (options.unit == SplitUnit::kArtist && !dataset.knows_artists()) {
    throw Error(ErrorKind::kData, "--split artist", "no track has an artist tag", "use --split track");
  }
  for (const auto& [genre, count] : units_of_genre(units)) {
    if (count >= 2 || dataset.multi_label) continue;
    throw options.unit == SplitUnit::kArtist
        ? Error(ErrorKind::kData, "genre " + dataset.genres[genre],
                "is all by one artist, so it cannot be split", "use --split track or add tracks by others")
        : Error(ErrorKind::kData, "genre " + dataset.genres[genre],
                "has one recording only, so it cannot be split", "add others");
  }
}

/// `units` are those that may be tested.
void require_testable(std::span<const Unit> units, const SplitOptions& options) {
  if (units.empty()) {
    const bool by_artist = options.unit == SplitUnit::kArtist;
    throw Error(ErrorKind::kData, "the split",
                std::string("leaves nothing to test with: the model that the training goes on from has "
                            "learnt from every track") +
                    (by_artist ? " or its artist" : ""),
                by_artist ? "give tracks by others too, or say --split track"
                          : "give tracks too that it has not heard");
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

std::vector<Partition> make_partitions(const Dataset& dataset, const SplitOptions& options) {
  require_sensible(options);
  std::vector<Unit> units = make_units(dataset, options.unit);
  require_enough_units(dataset, units, options);
  const auto past = std::ranges::stable_partition(
      units, [&](const Unit& unit) { return is_testable(dataset, options.unit, unit); });
  const std::vector<Unit> learnt(past.begin(), past.end());
  units.erase(past.begin(), past.end());
  require_testable(units, options);
  const std::set<std::size_t> known = genres_of(learnt);
  std::vector<Partition> partitions;
  if (options.folds == 0) {
    partitions.push_back(single_split(units, known, options));
  } else {
    const std::vector<double> shares(static_cast<std::size_t>(options.folds), 1.0 / options.folds);
    auto fold_of = divide(units, shares, options.unit, Rng(options.seed, kDealStream));
    spread_over_folds(units, shares, known, fold_of);
    for (std::size_t fold = 0; fold < shares.size(); ++fold) {
      partitions.push_back(fold_split(units, known, fold_of, fold, options));
    }
  }
  for (Partition& partition : partitions) {
    for (const Unit& unit : learnt) append(partition.train, unit);
    sort_tracks(partition);
    require_all_parts(partition);
  }
  return partitions;
}

bool has_unknown_artists(const Dataset& dataset) {
  return std::ranges::any_of(make_units(dataset, SplitUnit::kArtist), [&](const Unit& unit) {
    return is_testable(dataset, SplitUnit::kArtist, unit);
  });
}

std::vector<std::vector<std::size_t>> units_of(const Dataset& dataset, SplitUnit unit) {
  std::vector<std::vector<std::size_t>> units;
  for (Unit& each : make_units(dataset, unit)) units.push_back(std::move(each.tracks));
  return units;
}

std::optional<std::string> genre_of_one_artist(const Dataset& dataset) {
  for (const auto& [genre, count] : units_of_genre(make_units(dataset, SplitUnit::kArtist))) {
    if (count < 2) return dataset.genres[genre];
  }
  return std::nullopt;
}

std::vector<bool> genres_learnt(const Dataset& dataset, const Partition& partition) {
  std::vector<bool> learnt(dataset.genres.size());
  for (const std::size_t track : partition.train) {
    for (const std::size_t genre : dataset.tracks[track].genres) learnt[genre] = true;
  }
  return learnt;
}

std::vector<UnlearntGenre> unlearnt_genres(const Dataset& dataset, const std::vector<Partition>& partitions) {
  std::map<std::size_t, std::size_t> lacking;
  std::set<std::size_t> genres;
  for (const LabelledTrack& track : dataset.tracks) genres.insert(track.genres.begin(), track.genres.end());
  for (const Partition& partition : partitions) {
    const std::vector<bool> learnt = genres_learnt(dataset, partition);
    for (const std::size_t genre : genres) lacking[genre] += learnt[genre] ? 0 : 1;
  }
  std::vector<UnlearntGenre> unlearnt;
  for (const auto& [genre, count] : lacking) {
    if (count > 0) unlearnt.push_back({.genre = genre, .partitions = count});
  }
  return unlearnt;
}

Leakage leakage_of(const Dataset& dataset, const std::vector<Partition>& partitions) {
  Leakage leakage;
  for (const Partition& partition : partitions) {
    std::set<std::size_t> recordings;
    std::set<std::string> artists;
    for (const auto* part : {&partition.train, &partition.validation}) {
      for (const std::size_t track : *part) {
        recordings.insert(dataset.tracks[track].recording);
        artists.insert(dataset.tracks[track].artist);
      }
    }
    for (const std::size_t i : partition.test) {
      const LabelledTrack& track = dataset.tracks[i];
      ++leakage.tested;
      leakage.same_recording += recordings.contains(track.recording) ? 1 : 0;
      const bool known = track.past == Past::kArtistLearnt || artists.contains(track.artist);
      leakage.same_artist += !track.artist.empty() && known ? 1 : 0;
    }
  }
  return leakage;
}

}  // namespace mrec::genre
