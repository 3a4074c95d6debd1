#include "cli/train_plan.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <iterator>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 6 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

const char* unit_words(genre::SplitUnit unit) {
  switch (unit) {
    case genre::SplitUnit::kTrack:
      return "by track";
    case genre::SplitUnit::kArtist:
      return "by artist";
    case genre::SplitUnit::kChunk:
      return "by chunk (leaks: chunks of one track lie on both sides)";
    case genre::SplitUnit::kBlock:
      return "by contiguous blocks (the file knows no tracks; blocks of 10 chunks stand for them)";
  }
  return "";
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%g %%", 100 * share);
  return text;
}

std::string protocol_words(const genre::SplitOptions& split, const char* unit) {
  const std::string tail =
      split.validation > 0 ? percent(split.validation) + " validation" : "no validation part";
  const std::string head = split.folds > 0
                               ? std::to_string(split.folds) + "-fold cross-validation, stratified "
                               : "one split, " + percent(split.test) + " tested, stratified ";
  return head + unit + ", " + tail;
}

void refuse(bool wrong, const char* option, const char* problem) {
  if (wrong) throw Error(ErrorKind::kUsage, option, problem, "leave one of them out");
}

Plan plan_of_file(const SplitFlags& flags, const genre::Dataset& dataset) {
  refuse(flags.unit.has_value(), "--split", "has no effect with a file of folds");
  refuse(flags.test.has_value(), "--test", "has no effect with a file of folds");
  refuse(flags.validation.has_value(), "--validation", "has no effect with a file of folds");
  Plan plan{.partitions = genre::read_partitions(flags.folds, dataset),
            .cross_validation = false,
            .by_blocks = false,
            .by_chunks = false,
            .protocol = "as " + to_utf8(fs::path(flags.folds).filename().string()) + " says, ",
            .leakage = {}};
  plan.cross_validation = plan.partitions.size() > 1;
  plan.protocol += plan.cross_validation ? std::to_string(plan.partitions.size()) + " folds" : "one split";
  plan.leakage = leakage_of(dataset, plan.partitions);
  return plan;
}

genre::SplitOptions shares_of(const SplitFlags& flags, std::uint64_t seed) {
  genre::SplitOptions split{.test = flags.test.value_or(0.2), .seed = seed};
  // "--folds 0" is refused with the other small numbers.
  if (!flags.folds.empty()) split.folds = flags.folds == "0" ? -1 : std::stoi(flags.folds);
  split.validation = flags.validation.value_or(split.folds == 0 && flags.by_epochs ? 0.15 : 0.0);
  return split;
}

/// Artists where tags know them, unless a genre is all by one.
genre::SplitUnit default_unit(const genre::Dataset& dataset, std::vector<std::string>& warnings) {
  if (!dataset.knows_artists()) return genre::SplitUnit::kTrack;
  if (!has_unknown_artists(dataset)) {
    warnings.emplace_back(
        "the model that the training goes on from has learnt from every artist: split by track, so that the "
        "figures flatter");
    return genre::SplitUnit::kTrack;
  }
  const auto genre = genre_of_one_artist(dataset);
  if (!genre) return genre::SplitUnit::kArtist;
  warnings.push_back("genre " + *genre +
                     " is all by one artist: split by track, so that the figures flatter");
  return genre::SplitUnit::kTrack;
}

genre::SplitUnit unit_for(const SplitFlags& flags, const genre::Dataset& dataset,
                          std::vector<std::string>& warnings) {
  if (flags.unit == "artist" && !dataset.knows_tracks) {
    throw Error(ErrorKind::kUsage, "--split artist", "a course file knows no artists",
                "use --split track or chunk");
  }
  if (flags.unit == "artist") return genre::SplitUnit::kArtist;
  if (!dataset.knows_tracks) return genre::SplitUnit::kBlock;
  return flags.unit == "track" ? genre::SplitUnit::kTrack : default_unit(dataset, warnings);
}

Plan plan_of(const genre::Dataset& dataset, const genre::SplitOptions& split) {
  Plan plan{.partitions = genre::make_partitions(dataset, split),
            .cross_validation = split.folds > 0,
            .by_blocks = split.unit == genre::SplitUnit::kBlock,
            .by_chunks = split.unit == genre::SplitUnit::kChunk,
            .protocol = protocol_words(split, unit_words(split.unit)),
            .leakage = {}};
  plan.leakage = leakage_of(dataset, plan.partitions);
  return plan;
}

Plan plan_of_chunks(const genre::Dataset& dataset, genre::SplitOptions split) {
  if (!dataset.tables.contains(genre::TrackInput::kChunks) || dataset.tables.size() > 1) {
    throw Error(ErrorKind::kUsage, "--split chunk", "is for what learns from chunks alone",
                "use --split track or artist, or --arch course");
  }
  split.unit = genre::SplitUnit::kChunk;
  return plan_of(genre::chunkwise(dataset), split);
}

Plan plan_of_flags(const SplitFlags& flags, const genre::Dataset& dataset, std::uint64_t seed,
                   std::vector<std::string>& warnings) {
  if (!flags.folds.empty() && !is_number(flags.folds)) return plan_of_file(flags, dataset);
  refuse(!flags.by_epochs && flags.validation > 0.0, "--validation",
         "has no effect on a method that does not learn by epochs");
  refuse(!flags.folds.empty() && flags.test, "--test", "has no effect with --folds, which test everything");
  genre::SplitOptions split = shares_of(flags, seed);
  if (flags.unit == "chunk") return plan_of_chunks(dataset, split);
  split.unit = unit_for(flags, dataset, warnings);
  return plan_of(dataset, split);
}

/// A line for each genre that is tested without having been learnt; chunks of a track lie on both sides.
std::vector<std::string> unlearnt_warnings(const genre::Dataset& dataset, const Plan& plan) {
  std::vector<std::string> lines;
  if (plan.by_chunks) return lines;
  for (const genre::UnlearntGenre& unlearnt : unlearnt_genres(dataset, plan.partitions)) {
    const std::string where = plan.partitions.size() == 1
                                  ? "by this split"
                                  : "in " + std::to_string(unlearnt.partitions) + " of " +
                                        std::to_string(plan.partitions.size()) + " folds";
    lines.push_back("genre " + dataset.genres[unlearnt.genre] + ": none of its tracks is learnt from " +
                    where + ", so that it is not recognised there");
  }
  return lines;
}

}  // namespace

Plan make_plan(const SplitFlags& flags, const genre::Dataset& dataset, std::uint64_t seed,
               std::vector<std::string>& warnings) {
  Plan plan = plan_of_flags(flags, dataset, seed, warnings);
  std::ranges::move(unlearnt_warnings(dataset, plan), std::back_inserter(warnings));
  return plan;
}

std::optional<Plan> honest_plan(const Plan& plan, const SplitFlags& flags, const genre::Dataset& dataset,
                                std::uint64_t seed) {
  const bool asked = flags.unit == "track" || flags.unit == "chunk";
  if (!asked || (!plan.by_chunks && plan.leakage.same_artist == 0)) return std::nullopt;
  genre::SplitOptions split = shares_of(flags, seed);
  std::vector<std::string> warnings;
  split.unit = unit_for({}, dataset, warnings);
  if (plan.by_chunks) return plan_of(dataset, split);
  if (split.unit == genre::SplitUnit::kTrack) return std::nullopt;
  try {
    return plan_of(dataset, split);
  } catch (const Error&) {
    return std::nullopt;  // fewer artists than folds, or too few that a model has not learnt from
  }
}

genre::Partition everything(const Plan& plan) {
  genre::Partition all = plan.partitions.front();
  all.train.insert(all.train.end(), all.test.begin(), all.test.end());
  std::ranges::sort(all.train);
  all.test.clear();
  return all;
}

std::vector<std::size_t> looked_at(const Plan& plan) {
  const genre::Partition partition = plan.cross_validation ? everything(plan) : plan.partitions.front();
  std::vector<std::size_t> tracks = partition.train;
  tracks.insert(tracks.end(), partition.validation.begin(), partition.validation.end());
  return tracks;
}

}  // namespace mrec::cli
