#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mrec/eval/confidence.h"
#include "mrec/eval/metrics.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/softmax_trainer.h"
#include "mrec/genre/trainer.h"
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
  std::vector<std::string> genres;
  std::size_t tracks = 0;  ///< tested
  std::uint64_t seed = 0;
  std::optional<ChunkFigures> chunks;  ///< nothing where tracks are judged as a whole
  eval::ConfusionMatrix track_confusion;
  eval::Interval track_interval;
};

TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, std::string protocol,
                        std::uint64_t seed);

/// One JSON object with the figures, for the model's metadata: nothing that differs from run to run.
std::string figures_json(const TrainReport& report);

/// What `train --json` prints, with a line break.
std::string report_json(const TrainReport& report, double seconds, const std::string& model);

/// What `train` prints for people; `unit` is what chunks vote for: "track", or "block" where tracks are not
/// known.
std::string report_text(const TrainReport& report, const std::string& unit);

/// One line of the learning curve: "epoch  3 of 30  train 1.23 57.1 %  validation 1.40 50.0 % *  12 s left".
std::string epoch_text(const genre::EpochReport& report, double seconds_left);

/// What is said of a training without a learning curve: "31 iterations, loss 0.213", and that it stopped
/// before the minimum if it did.
std::string softmax_text(const genre::TrainedSoftmax& trained);

}  // namespace mrec::cli
