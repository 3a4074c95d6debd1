#include "cli/train_report.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/confusion_text.h"
#include "cli/console_progress.h"
#include "cli/text_columns.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

std::vector<eval::Cluster> chunks_by_track(const genre::Trial& trial) {
  std::vector<eval::Cluster> clusters(trial.track_truth.size());
  for (std::size_t i = 0; i < trial.chunk_truth.size(); ++i) {
    eval::Cluster& cluster = clusters[trial.chunk_owner[i]];
    ++cluster.total;
    cluster.hits += trial.chunk_truth[i] == trial.chunk_verdict[i] ? 1 : 0;
  }
  return clusters;
}

Json confusion_json(const eval::ConfusionMatrix& matrix) {
  Json rows = Json::array();
  for (std::size_t truth = 0; truth < matrix.classes(); ++truth) {
    Json row = Json::array();
    for (std::size_t verdict = 0; verdict < matrix.classes(); ++verdict)
      row.push_back(matrix.count(truth, verdict));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json share_or_null(double share, std::size_t of) {
  return of == 0 ? Json() : Json(share);
}

Json interval_json(const eval::Interval& interval) {
  return {interval.low, interval.high};
}

/// What is judged.
std::string unit_of(const genre::Dataset& dataset, const Plan& plan) {
  if (plan.by_chunks) return "chunk";
  return dataset.knows_tracks ? "track" : "block";
}

Json leakage_json(const genre::Leakage& leakage) {
  return {{"tested", leakage.tested},
          {"same_artist", leakage.same_artist},
          {"same_recording", leakage.same_recording}};
}

Json figures(const TrainReport& report) {
  const eval::ConfusionMatrix& matrix = report.track_confusion;
  Json per_genre = Json::array();
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    per_genre.push_back({{"genre", report.genres[genre]},
                         {"precision", share_or_null(matrix.precision(genre), matrix.verdicts(genre))},
                         {"recall", share_or_null(matrix.recall(genre), matrix.truths(genre))},
                         {"tracks", report.track_confusion.truths(genre)}});
  }
  Json json = {{"protocol", report.protocol},
               {"seed", report.seed},
               {"tracks", report.tracks},
               {"chunks", report.chunks ? Json(report.chunks->confusion.total()) : Json()},
               {"chunk_accuracy", report.chunks ? Json(report.chunks->confusion.accuracy()) : Json()},
               {"chunk_accuracy_interval", report.chunks ? interval_json(report.chunks->interval) : Json()},
               {"track_accuracy", report.track_confusion.accuracy()},
               {"track_accuracy_interval", interval_json(report.track_interval)},
               {"genres", report.genres},
               {"per_genre", std::move(per_genre)},
               {"confusion", confusion_json(report.track_confusion)},
               {"leakage", leakage_json(report.leakage)}};
  if (report.honest) json["without_leak"] = figures(*report.honest);
  return json;
}

std::string accuracy_line(const std::string& unit, const eval::ConfusionMatrix& matrix,
                          const eval::Interval& interval) {
  return formatted("accuracy by %s  %5.1f %%  (95 %% interval %.1f to %.1f; %zu of %zu)\n", unit.c_str(),
                   100 * matrix.accuracy(), 100 * interval.low, 100 * interval.high, matrix.hits(),
                   matrix.total());
}

/// A share that nothing speaks for is no 0 %.
std::string percentage(double share, std::size_t of) {
  return of == 0 ? "-" : formatted("%.0f %%", 100 * share);
}

std::string genre_table(const TrainReport& report, const std::string& unit) {
  const std::size_t width = widest(report.genres, 5);
  std::string text = padded("genre", width) + "  precision  recall  " + unit + "s\n";
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    const eval::ConfusionMatrix& matrix = report.track_confusion;
    const std::string precision = percentage(matrix.precision(genre), matrix.verdicts(genre));
    const std::string recall = percentage(matrix.recall(genre), matrix.truths(genre));
    text += padded(report.genres[genre], width) +
            formatted("  %9s  %6s  %6zu\n", precision.c_str(), recall.c_str(), matrix.truths(genre));
  }
  return text;
}

}  // namespace

TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, const Plan& plan,
                        std::uint64_t seed) {
  const std::size_t classes = dataset.genres.size();
  TrainReport report{.protocol = plan.protocol,
                     .unit = unit_of(dataset, plan),
                     .genres = dataset.genres,
                     .tracks = trial.track_truth.size(),
                     .seed = seed,
                     .chunks = {},
                     .track_confusion = eval::confusion(trial.track_truth, trial.track_verdict, classes),
                     .track_interval = {},
                     .leakage = plan.leakage};
  if (!trial.chunk_truth.empty() && !plan.by_chunks) {
    report.chunks = {.confusion = eval::confusion(trial.chunk_truth, trial.chunk_verdict, classes),
                     .interval = eval::bootstrap_interval(chunks_by_track(trial), seed)};
  }
  report.track_interval =
      eval::wilson_interval(report.track_confusion.hits(), report.track_confusion.total());
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
    warnings.emplace_back(
        "--split chunk leaks: chunks of one track are learnt from and tested, so the figures say "
        "little of new music: those by whole tracks are given beside them");
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

std::string history_json(const genre::Notes& notes) {
  Json epochs = Json::array();
  for (const genre::EpochReport& report : notes.history) {
    Json epoch = {{"loss", report.train.loss}, {"accuracy", report.train.accuracy}};
    if (report.validation) {
      epoch["validation_loss"] = report.validation->loss;
      epoch["validation_accuracy"] = report.validation->accuracy;
    }
    epochs.push_back(std::move(epoch));
  }
  return Json{{"kept_epoch", notes.kept_epoch}, {"epochs", std::move(epochs)}}.dump();
}

std::string figures_json(const TrainReport& report) {
  return figures(report).dump();
}

std::string report_json(const TrainReport& report, double seconds, const std::string& model) {
  Json json = figures(report);
  json["seconds"] = seconds;
  json["model"] = model;
  return json.dump(2) + "\n";
}

std::string report_text(const TrainReport& report) {
  const std::string of_chunks =
      report.chunks ? accuracy_line("chunk", report.chunks->confusion, report.chunks->interval) : "";
  std::string text = "protocol: " + report.protocol + "\n" + of_chunks +
                     accuracy_line(report.unit, report.track_confusion, report.track_interval);
  if (report.honest) {
    const TrainReport& honest = *report.honest;
    text += "without the leak: " + honest.protocol + "\n";
    if (honest.chunks) text += accuracy_line("chunk", honest.chunks->confusion, honest.chunks->interval);
    text += accuracy_line(honest.unit, honest.track_confusion, honest.track_interval);
  }
  return text + "\n" + genre_table(report, report.unit) + "\nconfusion by " + report.unit +
         " (rows are the truth)\n" + confusion_text(report.genres, report.track_confusion);
}

std::string epoch_text(const genre::EpochReport& report, double seconds_left) {
  std::string text = formatted("epoch %2d of %d  train loss %.3f accuracy %5.1f %%", report.epoch,
                               report.epochs, report.train.loss, 100 * report.train.accuracy);
  if (report.validation) {
    text += formatted("  validation loss %.3f accuracy %5.1f %%%s", report.validation->loss,
                      100 * report.validation->accuracy, report.best ? " *" : "  ");
  }
  return text + "  " + duration_text(seconds_left) + " left";
}

std::string batch_text(const genre::BatchReport& report, double seconds_left) {
  const double share = static_cast<double>(report.batch) / static_cast<double>(report.batches);
  return formatted("epoch %2d of %d  ", report.epoch, report.epochs) + bar_text(share) +
         formatted("  train loss %.3f accuracy %5.1f %%  ", report.running.loss,
                   100 * report.running.accuracy) +
         duration_text(seconds_left) + " left";
}

std::string fit_text(const genre::Notes& notes) {
  if (!notes.fit) return "";
  return formatted(": %d iterations, loss %.3f", notes.fit->iterations, notes.fit->loss) +
         (notes.fit->converged ? "" : ", stopped before the minimum: give a greater --l2");
}

}  // namespace mrec::cli
