#include "cli/train_plan.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>

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

std::string protocol_words(const genre::SplitOptions& split) {
  const std::string tail =
      split.validation > 0 ? percent(split.validation) + " validation" : "no validation part";
  const std::string head = split.folds > 0
                               ? std::to_string(split.folds) + "-fold cross-validation, stratified "
                               : "one split, " + percent(split.test) + " tested, stratified ";
  return head + unit_words(split.unit) + ", " + tail;
}

void refuse(bool wrong, const char* option, const char* problem) {
  if (wrong) throw Error(ErrorKind::kUsage, option, problem, "leave one of them out");
}

/// What makes sense of chunks only.
void refuse_for_vectors(const SplitFlags& flags, genre::TrackInput input) {
  const std::string of_input = std::string("--input ") + name_of(input);
  if (flags.unit == "chunk") {
    throw Error(ErrorKind::kUsage, "--split chunk", "has no effect on " + of_input + ", one vector a track",
                "use --split track or artist");
  }
  if (flags.validation.value_or(0) > 0) {
    throw Error(ErrorKind::kUsage, "--validation",
                "has no effect on " + of_input + ", from which is learnt to the end", "leave it out");
  }
}

Plan plan_of_file(const SplitFlags& flags, const genre::Dataset& dataset) {
  refuse(flags.unit.has_value(), "--split", "has no effect with a file of folds");
  refuse(flags.test.has_value(), "--test", "has no effect with a file of folds");
  refuse(flags.validation.has_value(), "--validation", "has no effect with a file of folds");
  Plan plan{.partitions = genre::read_partitions(flags.folds, dataset),
            .cross_validation = false,
            .by_blocks = false,
            .protocol = "as " + to_utf8(fs::path(flags.folds).filename().string()) + " says, "};
  plan.cross_validation = plan.partitions.size() > 1;
  plan.protocol += plan.cross_validation ? std::to_string(plan.partitions.size()) + " folds" : "one split";
  return plan;
}

}  // namespace

std::string unit_name(const SplitFlags& flags) {
  return flags.unit.value_or("track");
}

Plan make_plan(const SplitFlags& flags, const genre::Dataset& dataset, std::uint64_t seed) {
  if (!flags.folds.empty() && !is_number(flags.folds)) return plan_of_file(flags, dataset);
  refuse(!flags.folds.empty() && flags.test, "--test", "has no effect with --folds, which test everything");
  genre::SplitOptions split{
      .unit = genre::split_unit(unit_name(flags)), .test = flags.test.value_or(0.2), .seed = seed};
  if (is_vector(dataset.input)) refuse_for_vectors(flags, dataset.input);
  if (!dataset.knows_tracks && split.unit == genre::SplitUnit::kArtist) {
    throw Error(ErrorKind::kUsage, "--split artist", "a course file knows no artists",
                "use --split track or chunk");
  }
  if (!dataset.knows_tracks && split.unit == genre::SplitUnit::kTrack) split.unit = genre::SplitUnit::kBlock;
  split.folds = flags.folds.empty() ? 0 : std::stoi(flags.folds);
  if (!flags.folds.empty() && split.folds == 0)
    split.folds = -1;  // "--folds 0" is refused with the other small numbers
  const bool stops_early = split.folds == 0 && !is_vector(dataset.input);
  split.validation = flags.validation.value_or(stops_early ? 0.15 : 0.0);
  return {.partitions = genre::make_partitions(dataset, split),
          .cross_validation = split.folds > 0,
          .by_blocks = split.unit == genre::SplitUnit::kBlock,
          .protocol = protocol_words(split)};
}

genre::Partition everything(const Plan& plan) {
  genre::Partition all = plan.partitions.front();
  all.train.insert(all.train.end(), all.test.begin(), all.test.end());
  std::ranges::sort(all.train);
  all.test.clear();
  return all;
}

}  // namespace mrec::cli
