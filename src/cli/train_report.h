#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/train_plan.h"
#include "mrec/eval/confidence.h"
#include "mrec/eval/metrics.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learn.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

/// How the tested chunks were judged, each alone.
struct ChunkFigures {
  eval::ConfusionMatrix confusion;
  eval::Interval interval;
};

/// Everything that may be said of a training: figures with the protocol that gives them their meaning.
struct TrainReport {
  std::string protocol;
  std::string unit;  ///< what is judged: "track", "block" where tracks are not known, or "chunk" alone
  std::vector<std::string> genres;
  std::size_t tracks = 0;  ///< tested
  std::uint64_t seed = 0;
  std::optional<ChunkFigures> chunks;  ///< nothing where tracks are judged as a whole
  eval::ConfusionMatrix track_confusion;
  eval::Interval track_interval;
  genre::Leakage leakage;
  std::unique_ptr<TrainReport> honest = {};  ///< of the split without the leak, where this one has one
};

TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, const Plan& plan,
                        std::uint64_t seed);

/// A line for each set of tracks that hold the same sound.
std::vector<std::string> copies_in(const genre::Dataset& dataset);

/// A line for each way in which a split leaks, with numbers.
std::vector<std::string> leakage_warnings(const Plan& plan);

/// The learning curve as one JSON object, for the model's metadata.
std::string history_json(const genre::Notes& notes);

/// One JSON object with the figures, for the model's metadata: nothing that differs from run to run.
std::string figures_json(const TrainReport& report);

/// What `train --json` prints, with a line break.
std::string report_json(const TrainReport& report, double seconds, const std::string& model);

/// What `train` prints for people.
std::string report_text(const TrainReport& report);

/// One line of the learning curve: "epoch  3 of 30  train 1.23 57.1 %  validation 1.40 50.0 % *  12 s left".
std::string epoch_text(const genre::EpochReport& report, double seconds_left);

/// The same within an epoch: "epoch  3 of 30  [####....]  train loss 1.23 accuracy  57.1 %  12 s left".
std::string batch_text(const genre::BatchReport& report, double seconds_left);

/// What is said of a training without a learning curve: ": 31 iterations, loss 0.213", and that it stopped
/// before the minimum if it did; nothing where there is nothing to say.
std::string fit_text(const genre::Notes& notes);

}  // namespace mrec::cli
