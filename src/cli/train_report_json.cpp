#include <nlohmann/json.hpp>
#include <utility>

#include "cli/train_report.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

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

/// Of chunks alone: `same_recording` are those of which another of the track was learnt from.
Json leakage_json(const genre::Leakage& leakage) {
  return {{"tested", leakage.tested},
          {"same_artist", leakage.same_artist},
          {"same_recording", leakage.same_recording}};
}

Json optional_json(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json genres_json(const TrainReport& report) {
  const eval::ConfusionMatrix& matrix = report.track_confusion;
  Json per_genre = Json::array();
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    per_genre.push_back({{"genre", report.genres[genre]},
                         {"precision", share_or_null(matrix.precision(genre), matrix.verdicts(genre))},
                         {"recall", share_or_null(matrix.recall(genre), matrix.truths(genre))},
                         {report.judges_chunks_alone() ? "chunks" : "tracks", matrix.truths(genre)}});
  }
  return per_genre;
}

Json genres_json(const TrainReport& report, const eval::LabelFigures& figures) {
  Json per_genre = Json::array();
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    const eval::LabelCounts& counts = figures.classes[genre];
    per_genre.push_back({{"genre", report.genres[genre]},
                         {"precision", share_or_null(counts.precision(), counts.hits + counts.false_alarms)},
                         {"recall", share_or_null(counts.recall(), counts.hits + counts.misses)},
                         {"f1", counts.f1()},
                         {report.judges_chunks_alone() ? "chunks" : "tracks", counts.hits + counts.misses}});
  }
  return per_genre;
}

void add_one_genre_figures(const TrainReport& report, Json& json) {
  json["macro_recall"] = report.macro_recall.value;
  json["macro_recall_interval"] = interval_json(report.macro_recall.interval);
  json["macro_f1"] = report.macro_f1.value;
  json["macro_f1_interval"] = interval_json(report.macro_f1.interval);
  json["macro_roc_auc"] = optional_json(report.macro_auc);
  json["genres"] = report.genres;
  json["per_genre"] = genres_json(report);
  json["confusion"] = confusion_json(report.track_confusion);
}

/// Accuracies are then of the most probable genre: whether it is one of the track's.
void add_label_figures(const TrainReport& report, const LabelReport& labels, Json& json) {
  json["multi_label"] = true;
  json["micro_f1"] = labels.figures.micro_f1;
  json["micro_f1_interval"] = interval_json(labels.micro_f1);
  json["macro_f1"] = labels.figures.macro_f1;
  json["macro_f1_interval"] = interval_json(labels.macro_f1);
  json["subset_accuracy"] = labels.figures.subset_accuracy;
  json["subset_accuracy_interval"] = interval_json(labels.subset_accuracy);
  json["mean_average_precision"] = optional_json(labels.mean_average_precision);
  json["macro_roc_auc"] = optional_json(report.macro_auc);
  json["genres"] = report.genres;
  json["per_genre"] = genres_json(report, labels.figures);
}

Json continuation_json(const ContinuationFigures& figures) {
  const auto share = [&](std::size_t right) {
    return share_or_null(static_cast<double>(right) / static_cast<double>(figures.tested), figures.tested);
  };
  return {{"model", figures.model},
          {"learnt_before", figures.learnt},
          {"tracks", figures.tested},
          {"track_accuracy_before", share(figures.before)},
          {"track_accuracy", share(figures.now)},
          {"difference_interval", figures.tested == 0 ? Json() : interval_json(figures.difference)}};
}

/// How many were judged, and how well; null for what was not judged.
struct Accuracy {
  Json judged = {};
  Json share = {};
  Json interval = {};
};

Accuracy accuracy_json(const eval::ConfusionMatrix& matrix, const eval::Interval& interval) {
  return {matrix.total(), matrix.accuracy(), interval_json(interval)};
}

Json figures(const TrainReport& report) {
  Accuracy chunks;
  if (report.chunks) chunks = accuracy_json(report.chunks->confusion, report.chunks->interval);
  Accuracy tracks = accuracy_json(report.track_confusion, report.track_interval);
  if (report.judges_chunks_alone()) chunks = std::exchange(tracks, {});
  Json json = {{"protocol", report.protocol},    {"seed", report.seed},
               {"tracks", tracks.judged},        {"chunks", chunks.judged},
               {"chunk_accuracy", chunks.share}, {"chunk_accuracy_interval", chunks.interval},
               {"track_accuracy", tracks.share}, {"track_accuracy_interval", tracks.interval}};
  if (report.labels) {
    add_label_figures(report, *report.labels, json);
  } else {
    add_one_genre_figures(report, json);
  }
  if (report.continuation) json["continued_from"] = continuation_json(*report.continuation);
  json["leakage"] = leakage_json(report.leakage);
  if (report.calibration) json["calibration"] = calibration_json(*report.calibration);
  if (report.honest) json["without_leak"] = figures(*report.honest);
  return json;
}

}  // namespace

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
  json["model"] = to_utf8(model);
  return json.dump(2) + "\n";
}

}  // namespace mrec::cli
