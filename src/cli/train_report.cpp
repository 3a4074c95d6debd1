#include "cli/train_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "mrec/core/utf8.h"
#include "mrec/eval/bootstrap.h"
#include "mrec/eval/ranking_metrics.h"
#include "mrec/genre/decision.h"

namespace mrec::cli {
namespace {

std::vector<eval::Cluster> chunks_by_track(const genre::Trial& trial) {
  std::vector<eval::Cluster> clusters(trial.track_truth.size());
  for (std::size_t i = 0; i < trial.chunk_truth.size(); ++i) {
    eval::Cluster& cluster = clusters[trial.chunk_owner[i]];
    ++cluster.total;
    cluster.hits += trial.chunk_truth[i] == trial.chunk_verdict[i] ? 1 : 0;
  }
  return clusters;
}

/// Chunks of a track are no independent evidence; where all are right or all wrong, draws are all alike, and
/// Wilson's is that of the tracks.
eval::Interval chunk_interval(std::span<const eval::Cluster> tracks, std::uint64_t seed) {
  const auto none = [](const eval::Cluster& track) { return track.hits == 0; };
  const auto all = [](const eval::Cluster& track) { return track.hits == track.total; };
  if (std::ranges::all_of(tracks, none)) return eval::wilson_interval(0, tracks.size());
  if (std::ranges::all_of(tracks, all)) return eval::wilson_interval(tracks.size(), tracks.size());
  return eval::bootstrap_interval(tracks, seed);
}

/// What is drawn together: every track alone, but where chunks are judged as if they were tracks those of a
/// track.
eval::ItemClusters units_of(const genre::Dataset& dataset, const genre::Trial& trial, const Plan& plan) {
  if (!plan.by_chunks) return eval::clusters_of_one(trial.tracks.size());
  std::vector<std::size_t> recordings;
  for (const std::size_t chunk : trial.tracks) recordings.push_back(dataset.tracks[chunk].recording);
  return eval::clusters_by(recordings);
}

std::vector<eval::Cluster> hits_of(const genre::Trial& trial, const eval::ItemClusters& units) {
  std::vector<eval::Cluster> clusters;
  for (const std::vector<std::size_t>& unit : units) {
    eval::Cluster& cluster = clusters.emplace_back(eval::Cluster{.hits = 0, .total = unit.size()});
    for (const std::size_t i : unit) cluster.hits += trial.track_truth[i] == trial.track_verdict[i] ? 1 : 0;
  }
  return clusters;
}

/// What is judged.
std::string unit_of(const genre::Dataset& dataset, const Plan& plan) {
  if (plan.by_chunks) return kChunkUnit;
  return dataset.knows_tracks ? "track" : "block";
}

/// Draws of a share that is 0 or 1 are all alike and would say that it is certain.
eval::Interval share_interval(std::size_t hits, std::size_t total, std::uint64_t seed) {
  if (hits == 0 || hits == total) return eval::wilson_interval(hits, total);
  std::vector<eval::Cluster> tracks(total, {.hits = 0, .total = 1});
  for (std::size_t i = 0; i < hits; ++i) tracks[i].hits = 1;
  return eval::bootstrap_interval(tracks, seed);
}

/// Draws tracks for the figures of one trial.
class TrackBootstrap {
 public:
  TrackBootstrap(const genre::Trial& trial, eval::ItemClusters units, std::uint64_t seed,
                 const Workers& workers)
      : trial_(trial), clusters_(std::move(units)), seed_(seed), workers_(workers) {}

  eval::Interval of_matrix(double (eval::ConfusionMatrix::*figure)() const, std::size_t classes) const {
    return interval([&](std::span<const std::size_t> items) {
      eval::ConfusionMatrix matrix(classes);
      for (const std::size_t i : items) {
        matrix.add(static_cast<std::size_t>(trial_.track_truth[i]),
                   static_cast<std::size_t>(trial_.track_verdict[i]));
      }
      return (matrix.*figure)();
    });
  }

  eval::Interval of_labels(double eval::LabelFigures::*figure, const Matrix& targets,
                           double threshold) const {
    const double value = eval::label_figures(trial_.probabilities, targets, threshold).*figure;
    if (value == 0 || value == 1) {
      return eval::wilson_interval(value == 0 ? 0 : clusters_.size(), clusters_.size());
    }
    return interval([&](std::span<const std::size_t> items) {
      Matrix probabilities(std::ssize(items), targets.cols());
      Matrix drawn(std::ssize(items), targets.cols());
      for (Eigen::Index row = 0; row < drawn.rows(); ++row) {
        const auto item = static_cast<Eigen::Index>(items[static_cast<std::size_t>(row)]);
        probabilities.row(row) = trial_.probabilities.row(item);
        drawn.row(row) = targets.row(item);
      }
      return eval::label_figures(probabilities, drawn, threshold).*figure;
    });
  }

 private:
  eval::Interval interval(const eval::Statistic& statistic) const {
    return eval::bootstrap_interval(clusters_, statistic, seed_, workers_).value_or(eval::Interval{});
  }

  const genre::Trial& trial_;
  eval::ItemClusters clusters_;
  std::uint64_t seed_;
  const Workers& workers_;
};

/// The least probability, before calibration, of a genre that the model gives: with sigmoid(x / T) it is as
/// sure as it must be from here on.
double label_threshold(const CalibrationFigures& calibration) {
  const double least = calibration.unknown_below.value_or(genre::kLabelThreshold);
  if (calibration.temperature == 1) return least;
  return 1 / (1 + std::pow((1 - least) / least, calibration.temperature));
}

LabelReport label_report(const genre::Trial& trial, const Matrix& targets, const TrackBootstrap& bootstrap,
                         double threshold, std::uint64_t seed) {
  const auto tracks = static_cast<std::size_t>(targets.rows());
  LabelReport report{
      .figures = eval::label_figures(trial.probabilities, targets, threshold),
      .micro_f1 = bootstrap.of_labels(&eval::LabelFigures::micro_f1, targets, threshold),
      .macro_f1 = bootstrap.of_labels(&eval::LabelFigures::macro_f1, targets, threshold),
      .subset_accuracy = {},
      .mean_average_precision = eval::macro_mean(eval::average_precision(trial.probabilities, targets))};
  const double complete = report.figures.subset_accuracy * static_cast<double>(tracks);
  report.subset_accuracy = share_interval(static_cast<std::size_t>(std::lround(complete)), tracks, seed);
  return report;
}

}  // namespace

TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, const Plan& plan,
                        const CalibrationFigures& calibration, std::uint64_t seed, const Workers& workers) {
  const std::size_t classes = dataset.genres.size();
  TrainReport report{.protocol = plan.protocol,
                     .unit = unit_of(dataset, plan),
                     .genres = dataset.genres,
                     .tracks = trial.track_truth.size(),
                     .seed = seed,
                     .chunks = {},
                     .track_confusion = eval::confusion(trial.track_truth, trial.track_verdict, classes),
                     .track_interval = {},
                     .macro_recall = {},
                     .macro_f1 = {},
                     .macro_auc = {},
                     .labels = {},
                     .leakage = plan.leakage};
  if (!trial.chunk_truth.empty() && !plan.by_chunks) {
    report.chunks = {.confusion = eval::confusion(trial.chunk_truth, trial.chunk_verdict, classes),
                     .interval = chunk_interval(chunks_by_track(trial), seed)};
  }
  using Confusion = eval::ConfusionMatrix;
  const Confusion& matrix = report.track_confusion;
  const eval::ItemClusters units = units_of(dataset, trial, plan);
  const TrackBootstrap bootstrap(trial, units, seed, workers);
  const bool all_alike = matrix.hits() == 0 || matrix.hits() == matrix.total();
  const auto interval_of = [&](double (Confusion::*figure)() const) {
    return all_alike ? report.track_interval : bootstrap.of_matrix(figure, classes);
  };
  const Matrix targets = genre::targets_of(dataset, trial.tracks);
  report.track_interval = plan.by_chunks ? chunk_interval(hits_of(trial, units), seed)
                                         : share_interval(matrix.hits(), matrix.total(), seed);
  report.macro_recall = {matrix.macro_recall(), interval_of(&Confusion::macro_recall)};
  report.macro_f1 = {matrix.macro_f1(), interval_of(&Confusion::macro_f1)};
  report.macro_auc = eval::macro_mean(eval::roc_auc(trial.probabilities, targets));
  if (dataset.multi_label)
    report.labels = label_report(trial, targets, bootstrap, label_threshold(calibration), seed);
  return report;
}

std::vector<std::string> copies_in(const genre::Dataset& dataset) {
  std::map<std::size_t, std::vector<std::string>> paths_of;
  for (const genre::LabelledTrack& track : dataset.tracks) {
    paths_of[track.recording].push_back(to_utf8(track.path.string()));
  }
  std::vector<std::string> lines;
  for (const auto& [recording, paths] : paths_of) {
    if (paths.size() < 2) continue;
    std::string line = paths.front();
    for (std::size_t i = 1; i < paths.size(); ++i) line += ", " + paths[i];
    lines.push_back(line + ": hold the same sound: kept on one side of the split");
  }
  return lines;
}

std::vector<std::string> leakage_warnings(const Plan& plan) {
  std::vector<std::string> warnings;
  const std::string of_tested = " of " + std::to_string(plan.leakage.tested) + " tested tracks ";
  if (plan.by_chunks) {
    warnings.push_back(
        "--split chunk leaks: of " + std::to_string(plan.leakage.same_recording) + " of " +
        std::to_string(plan.leakage.tested) +
        " tested chunks another of the same track was learnt from, so the figures say little of "
        "new music: those by whole tracks are given beside them");
    return warnings;
  }
  if (plan.leakage.same_artist > 0) {
    warnings.push_back("the split leaks artists: " + std::to_string(plan.leakage.same_artist) + of_tested +
                       "are by artists who were learnt from, so the figures flatter");
  }
  if (plan.leakage.same_recording > 0) {
    warnings.push_back("the split leaks recordings: of " + std::to_string(plan.leakage.same_recording) +
                       of_tested + "a copy was learnt from, so the figures flatter");
  }
  return warnings;
}

}  // namespace mrec::cli
