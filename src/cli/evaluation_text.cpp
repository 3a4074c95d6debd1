#include <algorithm>
#include <cstdio>

#include "cli/confusion_text.h"
#include "cli/evaluation_report.h"
#include "cli/text_columns.h"
#include "mrec/core/one_line.h"

namespace mrec::cli {
namespace {

std::string number_text(double value, bool is_share) {
  return is_share ? formatted("%.1f %%", 100 * value) : formatted("%.3f", value);
}

std::string interval_text(const eval::Interval& interval, bool is_share) {
  return is_share ? formatted("%.1f to %.1f", 100 * interval.low, 100 * interval.high)
                  : formatted("%.3f to %.3f", interval.low, interval.high);
}

std::string headlines_text(const ModelEvaluation& figures) {
  std::size_t width = 0;
  for (const Headline& headline : figures.headlines) width = std::max(width, headline.name.size());
  std::string text;
  for (const Headline& headline : figures.headlines) {
    const eval::Estimate& estimate = headline.estimate;
    const std::string value = number_text(estimate.value, headline.is_share);
    std::string line = padded(headline.name, width) + formatted("  %8s", value.c_str());
    if (estimate.by_items) {
      line += "  (95 % interval " + interval_text(*estimate.by_items, headline.is_share);
      if (estimate.by_artists)
        line += "; by artist " + interval_text(*estimate.by_artists, headline.is_share);
      line += ")";
    }
    text += line + "\n";
  }
  return text;
}

std::string calibration_line(const eval::CalibrationFigures& figures) {
  return formatted("log-loss %.3f nats, Brier score %.3f, ECE %.1f %%", figures.log_loss, figures.brier,
                   100 * figures.ece);
}

std::string calibration_text(const EvaluationReport& report) {
  const ModelEvaluation& figures = report.figures;
  if (!figures.classes) return {};
  std::string text = "calibration: " + calibration_line(figures.classes->calibration) + "\n";
  if (figures.unscaled) {
    text += formatted("without its temperature of %.2f: ", report.model.design().calibration.temperature) +
            calibration_line(*figures.unscaled) + "\n";
  }
  if (!figures.rejection) return text;
  const eval::RejectionPoint& point = figures.rejection->point;
  text += formatted(
      "\"unknown\" below %.1f %%: %zu of %zu verdicts stand (%.1f %%), of these %.1f %% are right",
      100 * point.threshold, point.accepted, figures.tracks, 100 * point.coverage, 100 * point.accuracy);
  if (!report.set.foreign.empty()) {
    text += formatted("; %zu of %zu tracks of unknown genres are \"unknown\"",
                      figures.rejection->foreign_rejected, report.set.foreign.size());
  }
  return text + "\n";
}

std::string percentage(const std::optional<double>& share) {
  return share ? formatted("%.0f %%", 100 * *share) : "-";
}
std::string decimal(const std::optional<double>& value) {
  return value ? formatted("%.3f", *value) : "-";
}

std::string genres_text(const ModelEvaluation& figures) {
  std::vector<std::string> names;
  for (const GenreRow& genre : figures.genres) names.push_back(name_for_table(genre.name));
  const std::size_t width = widest(names, 5);
  const bool labels = !figures.classes;
  std::string text = padded("genre", width) + "  precision  recall      F1    AUC" +
                     (labels ? "  average precision" : "") + "  tracks\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const GenreRow& genre = figures.genres[i];
    text += padded(names[i], width) + formatted("  %9s  %6s  %6s  %5s", percentage(genre.precision).c_str(),
                                                percentage(genre.recall).c_str(),
                                                percentage(genre.f1).c_str(), decimal(genre.auc).c_str());
    if (labels) text += formatted("  %17s", decimal(genre.average_precision).c_str());
    text += formatted("  %6zu\n", genre.tracks);
  }
  return text;
}

std::string confusions_text(const ModelEvaluation& figures) {
  std::vector<std::string> names;
  for (const GenreRow& genre : figures.genres) names.push_back(name_for_table(genre.name));
  std::string text =
      "\nconfusion by track (rows are the truth)\n" + confusion_text(names, figures.classes->confusion);
  if (figures.confused.empty()) return text;
  text += "\nmost confused\n";
  for (const eval::Confusion& pair : figures.confused) {
    text += formatted("%4zu of %zu  ", pair.count, figures.classes->confusion.truths(pair.truth)) +
            names[pair.truth] + " taken for " + names[pair.verdict] + "\n";
  }
  return text;
}

/// Bins without a verdict are left out.
std::string reliability_text(const eval::CalibrationFigures& figures) {
  std::string text = "\nreliability\n   probability  tracks     mean    right\n";
  const auto bins = static_cast<double>(figures.curve.size());
  for (std::size_t i = 0; i < figures.curve.size(); ++i) {
    const eval::ReliabilityBin& bin = figures.curve[i];
    if (bin.count == 0) continue;
    const auto place = static_cast<double>(i);
    text += formatted("%4.0f to %3.0f %%  %6zu  %5.1f %%  %5.1f %%\n", 100 * place / bins,
                      100 * (place + 1) / bins, bin.count, 100 * bin.mean_confidence, 100 * bin.accuracy);
  }
  return text;
}

std::string mistakes_text(const EvaluationReport& report) {
  if (report.figures.mistakes.empty()) return {};
  std::string text = "\nmost surely wrong\n";
  for (const Mistake& mistake : report.figures.mistakes) {
    const JudgedTrack& track = report.set.tracks[mistake.track];
    text += formatted("%5.1f %%  ", 100 * mistake.probability) + one_line(mistake.verdict) + ", is " +
            one_line(mistake.truth) + formatted(" (%.1f %%)  ", 100 * mistake.truth_probability) +
            one_line(track.path.string()) + "\n";
  }
  return text;
}

}  // namespace

std::string judges_of(const NamedModel& model) {
  std::string text;
  for (const genre::Member& member : model.classifier.members()) {
    text += (text.empty() ? "" : ", ") + std::string(name_of(member.design().architecture)) + " on " +
            name_of(member.design().input);
  }
  return text;
}

std::string file_names(const SetFlags& flags) {
  std::string text;
  for (const std::string& file : flags.files) {
    text += (text.empty() ? "" : ", ") + one_line(std::filesystem::path(file).filename().string());
  }
  return text;
}

std::string extent_of(const ModelEvaluation& figures) {
  const auto present =
      std::ranges::count_if(figures.genres, [](const GenreRow& genre) { return genre.tracks > 0; });
  return formatted("%zu tracks of %zu genres", figures.tracks, static_cast<std::size_t>(present)) +
         (figures.artists > 0 ? formatted(" by %zu artists", figures.artists) : ", artists not known");
}

std::string evaluation_text(const EvaluationReport& report) {
  const ModelEvaluation& figures = report.figures;
  std::string text = "model: " + one_line(report.model.path.string()) + " (" + judges_of(report.model) +
                     ", " + std::to_string(figures.genres.size()) +
                     " genres)\nset: " + file_names(report.flags) + ": " + extent_of(figures) +
                     "\nintervals: bootstrap, seed " + std::to_string(figures.seed) + "\n\n" +
                     headlines_text(figures) + calibration_text(report) + "\n" + genres_text(figures);
  if (figures.classes) text += confusions_text(figures) + reliability_text(figures.classes->calibration);
  return text + mistakes_text(report);
}

}  // namespace mrec::cli
