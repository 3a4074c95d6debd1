#include <nlohmann/json.hpp>
#include <utility>

#include "cli/evaluation_report.h"
#include "cli/interval_json.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

/// "macro AUC" gives "macro_auc".
std::string key_of(std::string name) {
  for (char& c : name) {
    if (c == ' ') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

Json headlines_json(const ModelEvaluation& figures) {
  Json json = Json::object();
  for (const Headline& headline : figures.headlines) {
    json[key_of(headline.name)] = {{"value", headline.estimate.value},
                                   {"interval", interval_json(headline.estimate.by_items)},
                                   {"interval_by_artist", interval_json(headline.estimate.by_artists)}};
  }
  return json;
}

Json genres_json(const ModelEvaluation& figures) {
  Json rows = Json::array();
  for (const GenreRow& genre : figures.genres) {
    Json row = {
        {"genre", to_utf8(genre.name)},    {"tracks", genre.tracks},  {"precision", or_null(genre.precision)},
        {"recall", or_null(genre.recall)}, {"f1", or_null(genre.f1)}, {"auc", or_null(genre.auc)}};
    if (!figures.classes) row["average_precision"] = or_null(genre.average_precision);
    rows.push_back(std::move(row));
  }
  return rows;
}

Json confusion_json(const eval::ConfusionMatrix& matrix) {
  Json rows = Json::array();
  for (std::size_t truth = 0; truth < matrix.classes(); ++truth) {
    Json& row = rows.emplace_back(Json::array());
    for (std::size_t verdict = 0; verdict < matrix.classes(); ++verdict)
      row.push_back(matrix.count(truth, verdict));
  }
  return rows;
}

Json calibration_json(const eval::CalibrationFigures& figures) {
  Json curve = Json::array();
  for (const eval::ReliabilityBin& bin : figures.curve) {
    curve.push_back(
        {{"tracks", bin.count}, {"mean_probability", bin.mean_confidence}, {"accuracy", bin.accuracy}});
  }
  return {{"log_loss", figures.log_loss},
          {"brier", figures.brier},
          {"ece", figures.ece},
          {"reliability", std::move(curve)}};
}

Json rejection_json(const Rejection& rejection) {
  return {{"below", rejection.point.threshold},
          {"accepted", rejection.point.accepted},
          {"coverage", rejection.point.coverage},
          {"accuracy", rejection.point.accepted > 0 ? Json(rejection.point.accuracy) : Json()},
          {"foreign_rejected", rejection.foreign_rejected}};
}

Json confused_json(const ModelEvaluation& figures) {
  Json pairs = Json::array();
  for (const eval::Confusion& pair : figures.confused) {
    pairs.push_back({{"genre", to_utf8(figures.genres[pair.truth].name)},
                     {"taken_for", to_utf8(figures.genres[pair.verdict].name)},
                     {"tracks", pair.count},
                     {"share", pair.share}});
  }
  return pairs;
}

Json mistakes_json(const EvaluationReport& report) {
  Json mistakes = Json::array();
  for (const Mistake& mistake : report.figures.mistakes) {
    const JudgedTrack& track = report.set.tracks[mistake.track];
    mistakes.push_back({{"path", to_utf8(track.path.string())},
                        {"artist", to_utf8(track.artist)},
                        {"title", to_utf8(track.title)},
                        {"genre", to_utf8(mistake.truth)},
                        {"taken_for", to_utf8(mistake.verdict)},
                        {"probability", mistake.probability},
                        {"probability_of_genre", mistake.truth_probability}});
  }
  return mistakes;
}

Json set_json(const EvaluationReport& report) {
  const JudgedSet& set = report.set;
  Json foreign = Json::object();
  for (const auto& [genre, tracks] : set.foreign_genres) foreign[to_utf8(genre)] = tracks;
  return {{"tracks", report.figures.tracks},
          {"artists", report.figures.artists},
          {"foreign", set.foreign.size()},
          {"foreign_genres", std::move(foreign)},
          {"learnt_from", set.knows_learnt ? Json(set.learnt) : Json()},
          {"learnt_from_left_out", !report.flags.with_learnt},
          {"by_artists_learnt_from", set.knows_learnt ? Json(set.learnt_artist) : Json()},
          {"unlabelled", set.left_out.unlabelled},
          {"without_input", set.left_out.without_input},
          {"failed", set.left_out.failed}};
}

void add_class_figures(const EvaluationReport& report, Json& json) {
  const ModelEvaluation& figures = report.figures;
  json["confusion"] = confusion_json(figures.classes->confusion);
  json["calibration"] = calibration_json(figures.classes->calibration);
  json["calibration"]["temperature"] = report.model.design().calibration.temperature;
  if (figures.unscaled) json["calibration_without_temperature"] = calibration_json(*figures.unscaled);
  if (figures.rejection) json["unknown"] = rejection_json(*figures.rejection);
  json["most_confused"] = confused_json(figures);
}

}  // namespace

std::string evaluation_json(const EvaluationReport& report) {
  Json json = {{"model", to_utf8(report.model.path.string())},
               {"judges", judges_of(report.model)},
               {"seed", report.figures.seed},
               {"set", set_json(report)},
               {"figures", headlines_json(report.figures)},
               {"per_genre", genres_json(report.figures)}};
  if (report.figures.classes) add_class_figures(report, json);
  json["most_surely_wrong"] = mistakes_json(report);
  Json warnings = Json::array();
  for (const std::string& warning : evaluation_warnings(report)) warnings.push_back(to_utf8(warning));
  json["warnings"] = std::move(warnings);
  return json.dump(2) + "\n";
}

}  // namespace mrec::cli
