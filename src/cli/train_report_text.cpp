#include "cli/confusion_text.h"
#include "cli/console_progress.h"
#include "cli/text_columns.h"
#include "cli/train_report.h"

namespace mrec::cli {
namespace {

std::string interval_text(const eval::Interval& interval) {
  return formatted("95 %% interval %.1f to %.1f", 100 * interval.low, 100 * interval.high);
}

std::string accuracy_line(const std::string& name, const eval::ConfusionMatrix& matrix,
                          const eval::Interval& interval) {
  return formatted("%s  %5.1f %%  (", name.c_str(), 100 * matrix.accuracy()) + interval_text(interval) +
         formatted("; %zu of %zu)\n", matrix.hits(), matrix.total());
}

std::string estimate_line(const char* name, const Estimate& estimate) {
  return formatted("%-17s  %5.1f %%  (", name, 100 * estimate.value) + interval_text(estimate.interval) +
         ")\n";
}

/// The lines of accuracy. With several genres a track what is right is that the most probable is one of them.
std::string accuracy_lines(const TrainReport& report) {
  const std::string name = report.labels ? "most probable genre right, by " : "accuracy by ";
  std::string text;
  if (report.chunks) text += accuracy_line(name + "chunk", report.chunks->confusion, report.chunks->interval);
  return text + accuracy_line(name + report.unit, report.track_confusion, report.track_interval);
}

std::string figure_lines(const TrainReport& report) {
  std::string text;
  if (report.labels) {
    const LabelReport& labels = *report.labels;
    text += estimate_line("micro F1", {labels.figures.micro_f1, labels.micro_f1}) +
            estimate_line("macro F1", {labels.figures.macro_f1, labels.macro_f1}) +
            estimate_line("all genres right", {labels.figures.subset_accuracy, labels.subset_accuracy});
    if (labels.mean_average_precision)
      text += formatted("mAP                %.3f\n", *labels.mean_average_precision);
  } else {
    text += estimate_line("macro recall", report.macro_recall) + estimate_line("macro F1", report.macro_f1);
  }
  if (report.macro_auc) text += formatted("macro ROC-AUC      %.3f\n", *report.macro_auc);
  return text;
}

/// Whether it has become better.
std::string continuation_lines(const ContinuationFigures& figures) {
  std::string text = "goes on from " + figures.model;
  if (figures.learnt > 0)
    text += formatted(", which had learnt from %zu of the tracks: they are not tested", figures.learnt);
  if (figures.tested == 0) return text + "\n  no tested track is of its genres\n";
  const auto all = static_cast<double>(figures.tested);
  const double before = 100 * static_cast<double>(figures.before) / all;
  const double now = 100 * static_cast<double>(figures.now) / all;
  return text +
         formatted("\n  of the %zu tested tracks of its genres it has %.1f %% right, now %.1f %% are: ",
                   figures.tested, before, now) +
         formatted("%+.1f (95 %% interval %+.1f to %+.1f)\n", now - before, 100 * figures.difference.low,
                   100 * figures.difference.high);
}

/// A share that nothing speaks for is no 0 %.
std::string percentage(double share, std::size_t of) {
  return of == 0 ? "-" : formatted("%.0f %%", 100 * share);
}

/// One line of the table of genres.
struct GenreRow {
  std::string precision;
  std::string recall;
  std::size_t tracks = 0;
};

GenreRow genre_row(const TrainReport& report, std::size_t genre) {
  if (report.labels) {
    const eval::LabelCounts& counts = report.labels->figures.classes[genre];
    return {percentage(counts.precision(), counts.hits + counts.false_alarms),
            percentage(counts.recall(), counts.hits + counts.misses), counts.hits + counts.misses};
  }
  const eval::ConfusionMatrix& matrix = report.track_confusion;
  return {percentage(matrix.precision(genre), matrix.verdicts(genre)),
          percentage(matrix.recall(genre), matrix.truths(genre)), matrix.truths(genre)};
}

std::string genre_table(const TrainReport& report, const std::vector<std::string>& names) {
  const std::size_t width = widest(names, 5);
  std::string text = padded("genre", width) + "  precision  recall  " + report.unit + "s\n";
  for (std::size_t genre = 0; genre < report.genres.size(); ++genre) {
    const GenreRow row = genre_row(report, genre);
    text += padded(names[genre], width) +
            formatted("  %9s  %6s  %6zu\n", row.precision.c_str(), row.recall.c_str(), row.tracks);
  }
  return text;
}

}  // namespace

std::string report_text(const TrainReport& report) {
  std::string text = "protocol: " + report.protocol + "\n" + accuracy_lines(report) + figure_lines(report);
  if (report.continuation) text += continuation_lines(*report.continuation);
  if (report.honest) {
    text += "without the leak: " + report.honest->protocol + "\n" + accuracy_lines(*report.honest) +
            figure_lines(*report.honest);
    if (report.honest->continuation) text += continuation_lines(*report.honest->continuation);
  }
  if (report.calibration) text += calibration_text(*report.calibration);
  const std::vector<std::string> names = names_for_tables(report.genres);
  text += "\n" + genre_table(report, names);
  if (report.labels) return text;
  return text + "\nconfusion by " + report.unit + " (rows are the truth)\n" +
         confusion_text(names, report.track_confusion);
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
  return formatted("epoch %2d of %d  ", report.epoch, report.epochs) + bar_text(share) + "  " +
         duration_text(seconds_left) + " left  " +
         formatted("loss %.3f  %.1f %%", report.running.loss, 100 * report.running.accuracy);
}

std::string fit_text(const genre::Notes& notes) {
  if (!notes.fit) return "";
  return formatted(": %d iterations, loss %.3f", notes.fit->iterations, notes.fit->loss) +
         (notes.fit->converged ? "" : ", stopped before the minimum: give a greater --l2");
}

}  // namespace mrec::cli
