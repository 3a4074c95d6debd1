#include "cli/train_report.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/console_progress.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string formatted(const char* format, ...) __attribute__((format(printf, 1, 2)));

std::string formatted(const char* format, ...) {
  char text[512];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return text;
}

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

Json figures(const TrainReport& report) {
  Json per_genre = Json::array();
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    per_genre.push_back({{"genre", report.genres[genre]},
                         {"precision", report.track_confusion.precision(genre)},
                         {"recall", report.track_confusion.recall(genre)},
                         {"tracks", report.track_confusion.truths(genre)}});
  }
  return {{"protocol", report.protocol},
          {"seed", report.seed},
          {"tracks", report.tracks},
          {"chunks", report.chunks},
          {"chunk_accuracy", report.chunk_confusion.accuracy()},
          {"chunk_accuracy_interval", {report.chunk_interval.low, report.chunk_interval.high}},
          {"track_accuracy", report.track_confusion.accuracy()},
          {"track_accuracy_interval", {report.track_interval.low, report.track_interval.high}},
          {"genres", report.genres},
          {"per_genre", std::move(per_genre)},
          {"confusion", confusion_json(report.track_confusion)}};
}

int widest(const std::vector<std::string>& names, std::size_t least) {
  for (const auto& name : names) least = std::max(least, name.size());
  return static_cast<int>(least);
}

std::string accuracy_line(const char* unit, const eval::ConfusionMatrix& matrix,
                          const eval::Interval& interval) {
  return formatted("accuracy by %s  %5.1f %%  (95 %% interval %.1f to %.1f; %zu of %zu)\n", unit,
                   100 * matrix.accuracy(), 100 * interval.low, 100 * interval.high, matrix.hits(),
                   matrix.total());
}

std::string genre_table(const TrainReport& report) {
  const int width = widest(report.genres, 5);
  std::string text = formatted("%-*s  precision  recall  tracks\n", width, "genre");
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    text += formatted("%-*s  %7.1f %%  %4.0f %%  %6zu\n", width, report.genres[genre].c_str(),
                      100 * report.track_confusion.precision(genre),
                      100 * report.track_confusion.recall(genre), report.track_confusion.truths(genre));
  }
  return text;
}

std::string confusion_table(const TrainReport& report) {
  const int width = widest(report.genres, 5);
  std::string text = formatted("%-*s", width, "");
  for (const auto& genre : report.genres) text += formatted(" %5.5s", genre.c_str());
  text += "\n";
  for (std::size_t truth = 0; truth < report.genres.size(); ++truth) {
    text += formatted("%-*s", width, report.genres[truth].c_str());
    for (std::size_t verdict = 0; verdict < report.genres.size(); ++verdict) {
      text += formatted(" %5zu", report.track_confusion.count(truth, verdict));
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TrainReport make_report(const genre::Dataset& dataset, const genre::Trial& trial, std::string protocol,
                        std::uint64_t seed) {
  const std::size_t classes = dataset.genres.size();
  TrainReport report{.protocol = std::move(protocol),
                     .genres = dataset.genres,
                     .tracks = trial.track_truth.size(),
                     .chunks = trial.chunk_truth.size(),
                     .seed = seed,
                     .chunk_confusion = eval::confusion(trial.chunk_truth, trial.chunk_verdict, classes),
                     .track_confusion = eval::confusion(trial.track_truth, trial.track_verdict, classes),
                     .chunk_interval = eval::bootstrap_interval(chunks_by_track(trial), seed),
                     .track_interval = {}};
  report.track_interval =
      eval::wilson_interval(report.track_confusion.hits(), report.track_confusion.total());
  return report;
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
  return "protocol: " + report.protocol + "\n" +
         accuracy_line("chunk", report.chunk_confusion, report.chunk_interval) +
         accuracy_line("track", report.track_confusion, report.track_interval) + "\n" + genre_table(report) +
         "\nconfusion by track (rows are the truth)\n" + confusion_table(report);
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

}  // namespace mrec::cli
