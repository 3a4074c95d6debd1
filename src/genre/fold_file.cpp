#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/split.h"

namespace mrec::genre {
namespace {

using FoldOfPath = std::map<std::string, std::string>;

FoldOfPath read_lines(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")",
                "give a number of folds or a TSV path<TAB>fold");
  FoldOfPath folds;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const std::size_t tab = line.rfind('\t');
    if (tab == std::string::npos || tab == 0 || tab + 1 == line.size()) {
      throw Error(ErrorKind::kFormat, file.string() + ": line " + std::to_string(number),
                  "is not path<TAB>fold", "write one track a line");
    }
    folds[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return folds;
}

const std::string& fold_of(const FoldOfPath& folds, const LabelledTrack& track,
                           const std::filesystem::path& file) {
  const auto place = folds.find(track.path.string());
  if (place != folds.end()) return place->second;
  throw Error(ErrorKind::kData, file.string(), "has no line for " + to_utf8(track.path.string()),
              "give every labelled track its fold");
}

Partition named_partition(const Dataset& dataset, const FoldOfPath& folds,
                          const std::filesystem::path& file) {
  Partition partition;
  const std::map<std::string, std::vector<std::size_t>*> parts = {
      {"train", &partition.train}, {"validation", &partition.validation}, {"test", &partition.test}};
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    const std::string& name = fold_of(folds, dataset.tracks[i], file);
    const auto part = parts.find(name);
    if (part == parts.end()) {
      throw Error(ErrorKind::kFormat, file.string(), "mixes the words train, validation, test with " + name,
                  "use these words or numbers, not both");
    }
    part->second->push_back(i);
  }
  return partition;
}

Partition numbered_partition(const Dataset& dataset, const FoldOfPath& folds,
                             const std::filesystem::path& file, const std::string& tested) {
  Partition partition;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    (fold_of(folds, dataset.tracks[i], file) == tested ? partition.test : partition.train).push_back(i);
  }
  return partition;
}

/// Tracks that a model has learnt from must not be tested, whatever the file says.
void learn_what_was_learnt(const Dataset& dataset, Partition& partition) {
  for (auto* part : {&partition.test, &partition.validation}) {
    const auto past = std::ranges::stable_partition(
        *part, [&](std::size_t track) { return dataset.tracks[track].past != Past::kLearnt; });
    partition.train.insert(partition.train.end(), past.begin(), past.end());
    part->erase(past.begin(), past.end());
  }
  std::ranges::sort(partition.train);
}

}  // namespace

std::vector<Partition> read_partitions(const std::filesystem::path& file, const Dataset& dataset) {
  if (!dataset.knows_tracks) {
    throw Error(ErrorKind::kUsage, "--folds " + file.string(), "names tracks, and a course file knows none",
                "use --folds with a number");
  }
  const FoldOfPath folds = read_lines(file);
  std::set<std::string> names;
  for (const auto& track : dataset.tracks) names.insert(fold_of(folds, track, file));
  std::vector<Partition> partitions;
  if (names.contains("train") || names.contains("test")) {
    partitions.push_back(named_partition(dataset, folds, file));
  } else {
    for (const auto& name : names) partitions.push_back(numbered_partition(dataset, folds, file, name));
  }
  const auto tests_nothing = [](const Partition& partition) { return partition.test.empty(); };
  for (Partition& partition : partitions) learn_what_was_learnt(dataset, partition);
  if (!std::ranges::all_of(partitions, tests_nothing)) std::erase_if(partitions, tests_nothing);
  for (const Partition& partition : partitions) {
    if (!partition.train.empty() && !partition.test.empty()) continue;
    throw Error(ErrorKind::kData, file.string(), "leaves nothing to learn from or to test with",
                "name at least two folds, or train and test");
  }
  return partitions;
}

}  // namespace mrec::genre
