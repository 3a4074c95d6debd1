#include "cli/calibration_report.h"

#include "cli/text_columns.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

double share(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

Json figure_json(const ThresholdFigure& figure) {
  return {{"confidence", figure.threshold},
          {"accepted", figure.accepted},
          {"right", figure.right},
          {"share", share(figure.accepted, figure.tracks)},
          {"accuracy", figure.accepted == 0 ? Json() : Json(share(figure.right, figure.accepted))}};
}

/// "71 % of the tracks, 88 % right (31 of 35)".
std::string figure_text(const ThresholdFigure& figure) {
  const std::string tracks = formatted("%.0f %% of the tracks", 100 * share(figure.accepted, figure.tracks));
  if (figure.accepted == 0) return tracks;
  return tracks + formatted(", %.0f %% right (%zu of %zu)", 100 * share(figure.right, figure.accepted),
                            figure.right, figure.accepted);
}

std::string left_out_text(const CalibrationFigures& figures) {
  if (figures.left_out == 0) return "";
  return formatted(" (%zu left out: what judged them had not learnt their genre)", figures.left_out);
}

std::string temperature_text(const CalibrationFigures& figures) {
  if (!figures.note.empty()) return "temperature 1: " + figures.note + left_out_text(figures);
  return formatted("temperature %.2f, by %zu ", figures.temperature, figures.fitted_on) + figures.fitted_by +
         left_out_text(figures);
}

std::string trust_text(const CalibrationFigures& figures) {
  if (!figures.note.empty()) {
    return formatted("ECE %.1f %%, log-loss %.3f", 100 * figures.before.ece, figures.before.log_loss);
  }
  return formatted("ECE %.1f %% (uncalibrated %.1f %%), log-loss %.3f (uncalibrated %.3f)",
                   100 * figures.after.ece, 100 * figures.before.ece, figures.after.log_loss,
                   figures.before.log_loss);
}

std::string unknown_text(const CalibrationFigures& figures) {
  if (!figures.unknown) {
    return figures.wished_accuracy ? "  no threshold of \"unknown\", for there is nothing to choose it by\n"
                                   : "";
  }
  const UnknownFigures& unknown = *figures.unknown;
  std::string text =
      formatted("  unknown below %.1f %% confidence: accepted are ", 100 * unknown.figure.threshold) +
      figure_text(unknown.figure) + "\n";
  if (unknown.met) return text;
  return text + formatted("  no threshold makes %.0f %% of the accepted right: this one comes nearest\n",
                          100 * *figures.wished_accuracy);
}

}  // namespace

Json calibration_json(const CalibrationFigures& figures) {
  Json json = {{"temperature", figures.temperature}, {"fitted_on", figures.fitted_on}};
  json["fitted_by"] = figures.fitted_on == 0 ? Json() : Json(figures.fitted_by);
  if (figures.left_out > 0) json["left_out"] = figures.left_out;
  if (!figures.note.empty()) json["note"] = figures.note;
  if (figures.refused) {
    json["not_applied"] = {{"temperature", figures.refused->temperature},
                           {"log_loss", figures.refused->log_loss},
                           {"log_loss_uncalibrated", figures.refused->log_loss_uncalibrated}};
  }
  if (figures.wished_accuracy) json["wished_accuracy"] = *figures.wished_accuracy;
  json["unknown_below"] = figures.unknown_below ? Json(*figures.unknown_below) : Json();
  if (figures.tested == 0) return json;
  json["tested"] = figures.tested;
  json["ece"] = figures.after.ece;
  json["ece_uncalibrated"] = figures.before.ece;
  json["log_loss"] = figures.after.log_loss;
  json["log_loss_uncalibrated"] = figures.before.log_loss;
  json["thresholds"] = Json::array();
  for (const ThresholdFigure& figure : figures.thresholds) json["thresholds"].push_back(figure_json(figure));
  if (figures.unknown) {
    json["unknown"] = figure_json(figures.unknown->figure);
    json["unknown"]["met"] = figures.unknown->met;
  }
  return json;
}

std::string calibration_text(const CalibrationFigures& figures) {
  std::string text = "calibration: " + temperature_text(figures) + "\n";
  if (figures.tested == 0) return text;
  text += "  " + trust_text(figures) + "\n";
  for (const ThresholdFigure& figure : figures.thresholds) {
    text += formatted("  verdicts of at least %.0f %% confidence: ", 100 * figure.threshold) +
            figure_text(figure) + "\n";
  }
  return text + unknown_text(figures);
}

}  // namespace mrec::cli
