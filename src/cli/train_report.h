#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/calibration_report.h"
#include "cli/train_plan.h"
#include "mrec/core/parallel.h"
#include "mrec/eval/confidence.h"
#include "mrec/eval/label_metrics.h"
#include "mrec/eval/metrics.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learn.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

inline constexpr const char* kChunkUnit = "chunk";

/// How the tested chunks were judged, each alone.
struct ChunkFigures {
  eval::ConfusionMatrix confusion;
  eval::Interval interval;
};

/// A figure and where it lies with 95 % confidence by a bootstrap of tracks. Where all verdicts are right, or
/// all wrong, draws of them are all alike, and the interval is Wilson's of the accuracy.
struct Estimate {
  double value = 0;
  eval::Interval interval;
};

/// Of tracks that may have several genres, each given where the model is as sure as it must be.
struct LabelReport {
  eval::LabelFigures figures;
  eval::Interval micro_f1;
  eval::Interval macro_f1;
  eval::Interval subset_accuracy;
  std::optional<double> mean_average_precision;  ///< needs no threshold; nothing where it is not defined
};

/// Of a training that went on from a model, what that model says of the tested tracks of its genres.
struct ContinuationFigures {
  std::string model;          ///< name of its file
  std::size_t learnt = 0;     ///< tracks that it had learnt from, or copies: not tested
  std::size_t tested = 0;     ///< tracks of genres that it knows
  std::size_t before = 0;     ///< of these, those that it has right
  std::size_t now = 0;        ///< and those that the training has right
  eval::Interval difference;  ///< of the accuracies, now less before
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
  /// Of the most probable genre, by bootstrap of tracks; Wilson's where all are right or all wrong.
  eval::Interval track_interval;
  Estimate macro_recall;
  Estimate macro_f1;
  std::optional<double> macro_auc;    ///< one genre against the rest; nothing where it is not defined
  std::optional<LabelReport> labels;  ///< only of several genres a track
  genre::Leakage leakage;
  std::unique_ptr<TrainReport> honest = {};  ///< of the split without the leak, where this one has one
  std::optional<CalibrationFigures> calibration =
      {};  ///< of the model; by the honest split where there is one
  std::optional<ContinuationFigures> continuation = {};  ///< only of one that went on from a model

  /// Whether what is called tracks here are chunks, split without regard to their tracks.
  bool judges_chunks_alone() const { return unit == kChunkUnit; }
};

/// `calibration` is the model's: of several genres a track those are given that it would give.
TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, const Plan& plan,
                        const CalibrationFigures& calibration, std::uint64_t seed, const Workers& workers);

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

/// The same within an epoch, for 80 columns: "epoch  3 of 30  [####....]  12 s left  loss 1.23  57.1 %".
std::string batch_text(const genre::BatchReport& report, double seconds_left);

/// What is said of a training without a learning curve: ": 31 iterations, loss 0.213", and that it stopped
/// before the minimum if it did; nothing where there is nothing to say.
std::string fit_text(const genre::Notes& notes);

}  // namespace mrec::cli
