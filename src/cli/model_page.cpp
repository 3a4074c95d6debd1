#include "cli/model_page.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

#include "cli/text_columns.h"
#include "cli/worst_spectrograms.h"
#include "mrec/report/evaluation_page.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string of_provenance(const NamedModel& model, const std::string& key) {
  const auto& provenance = model.classifier.provenance();
  const auto place = provenance.find(key);
  return place == provenance.end() ? std::string() : place->second;
}

std::vector<report::Figure> figures_of(const EvaluationReport& report) {
  std::vector<report::Figure> figures;
  for (const Headline& headline : report.figures.headlines) {
    report::Figure figure{.name = headline.name,
                          .value = headline.estimate.value,
                          .interval = headline.estimate.by_items,
                          .is_share = headline.is_share};
    if (const auto& by_artists = headline.estimate.by_artists) {
      const double unit = headline.is_share ? 100 : 1;
      figure.note = formatted(headline.is_share ? "by artist %.1f–%.1f %%" : "by artist %.3f–%.3f",
                              unit * by_artists->low, unit * by_artists->high);
    }
    figures.push_back(std::move(figure));
  }
  if (report.figures.classes) {
    figures.push_back({.name = "log-loss",
                       .value = report.figures.classes->calibration.log_loss,
                       .note = "nats a track",
                       .is_share = false});
  }
  return figures;
}

/// The epoch whose weights were kept, if these were chosen by the validation part and not as the last.
std::size_t best_of(const std::vector<report::Epoch>& epochs, double kept) {
  if (kept < 1 || kept > static_cast<double>(epochs.size())) return 0;
  const auto epoch = static_cast<std::size_t>(kept);
  const std::optional<double> loss = epochs[epoch - 1].validation_loss;
  const bool is_best = loss && std::ranges::none_of(epochs, [&](const report::Epoch& other) {
                         return other.validation_loss && *other.validation_loss < *loss;
                       });
  return is_best ? epoch : 0;
}

/// What train_report.cpp writes; no epochs where the model keeps none, or another program made it.
void add_epochs(const NamedModel& model, report::EvaluationPage& page) {
  const Json history = Json::parse(of_provenance(model, "history"), nullptr, false);
  if (!history.is_object() || !history.contains("epochs") || !history["epochs"].is_array()) return;
  const auto number = [](const Json& object, const char* key) -> std::optional<double> {
    if (!object.is_object() || !object.contains(key) || !object[key].is_number()) return std::nullopt;
    return object[key].get<double>();
  };
  for (const Json& epoch : history["epochs"]) {
    page.epochs.push_back({.train_loss = number(epoch, "loss").value_or(0),
                           .train_accuracy = number(epoch, "accuracy").value_or(0),
                           .validation_loss = number(epoch, "validation_loss"),
                           .validation_accuracy = number(epoch, "validation_accuracy")});
  }
  page.best_epoch = best_of(page.epochs, number(history, "kept_epoch").value_or(0));
}

report::CalibrationCurve curve_of(const eval::CalibrationFigures& figures) {
  report::CalibrationCurve curve{.bins = {}, .ece = figures.ece};
  for (const eval::ReliabilityBin& bin : figures.curve) {
    curve.bins.push_back(
        {.mean_confidence = bin.mean_confidence, .accuracy = bin.accuracy, .count = bin.count});
  }
  return curve;
}

std::optional<report::Calibration> calibration_of(const EvaluationReport& report) {
  const ModelEvaluation& figures = report.figures;
  if (!figures.classes) return std::nullopt;
  const report::CalibrationCurve as_given = curve_of(figures.classes->calibration);
  if (!figures.unscaled) return report::Calibration{.unscaled = as_given};
  return report::Calibration{.unscaled = curve_of(*figures.unscaled),
                             .scaled = as_given,
                             .temperature = report.model.design().calibration.temperature};
}

std::vector<report::WrongTrack> wrong_tracks_of(const EvaluationReport& report) {
  auto spectrograms = spectrograms_of(report.figures.mistakes, report.set, report.flags);
  std::vector<report::WrongTrack> tracks;
  for (const Mistake& mistake : report.figures.mistakes) {
    const JudgedTrack& track = report.set.tracks[mistake.track];
    report::WrongTrack wrong{.path = track.path.string(),
                             .artist = track.artist,
                             .title = track.title,
                             .truth = mistake.truth,
                             .verdict = mistake.verdict,
                             .probability = mistake.probability,
                             .truth_probability = mistake.truth_probability};
    const auto spectrogram = spectrograms.find(mistake.track);
    if (spectrogram != spectrograms.end()) wrong.spectrogram = std::move(spectrogram->second);
    std::error_code error;
    if (fs::is_regular_file(track.audio, error)) wrong.audio = track.audio;
    if (track.section) {
      wrong.audio_start_s = track.section->start_s;
      wrong.audio_end_s = track.section->end_s;
    }
    tracks.push_back(std::move(wrong));
  }
  return tracks;
}

std::string features_words(const features::FeatureOptions& options) {
  const bool mel = options.kind == features::FeatureKind::kLogMel;
  const std::string numbers = mel ? formatted("%d mel bands in dB", options.n_mels)
                                  : formatted("%d MFCC of %d mel bands", options.n_mfcc, options.n_mels);
  const std::string length =
      options.in_one_piece() ? std::string("one piece") : formatted("chunks of %g\u00a0s", options.chunk_s);
  return numbers + ", " + length +
         (options.excerpt_s > 0 ? formatted(", the middle %g\u00a0s", options.excerpt_s)
                                : ", the whole track");
}

void add_rejection(const Rejection& rejection, std::vector<report::Fact>& facts) {
  const eval::RejectionPoint& point = rejection.point;
  facts.push_back({"“unknown” below", formatted("%.1f %%", 100 * point.threshold)});
  facts.push_back({"verdicts that stand",
                   formatted("%.1f %%, of these %.1f %% right", 100 * point.coverage, 100 * point.accuracy)});
}

std::vector<report::Fact> model_facts(const EvaluationReport& report) {
  const NamedModel& model = report.model;
  std::vector<report::Fact> facts = {{"file", model.path.string()},
                                     {"judges", judges_of(model)},
                                     {"genres", std::to_string(model.design().genres.size())}};
  if (model.classifier.looks_at_frames()) {
    facts.push_back({"features", features_words(model.design().features)});
  }
  if (model.classifier.looks_at_embeddings()) {
    facts.push_back({"embeddings by", model.design().embedding->network});
  }
  if (const auto learnt = learnt_from(model.path, model.classifier)) {
    facts.push_back({"learnt from", std::to_string(learnt->tracks()) + " tracks"});
  }
  const std::string version = of_provenance(model, "mrec");
  if (!version.empty()) facts.push_back({"made with", "mrec " + version});
  if (report.figures.rejection) add_rejection(*report.figures.rejection, facts);
  return facts;
}

std::vector<report::Fact> set_facts(const EvaluationReport& report) {
  const JudgedSet& set = report.set;
  std::vector<report::Fact> facts = {{"files", file_names(report.flags)},
                                     {"tracks", std::to_string(report.figures.tracks)}};
  const auto add = [&](const char* name, std::size_t count) {
    if (count > 0) facts.push_back({name, std::to_string(count)});
  };
  add("artists", report.figures.artists);
  add("of unknown genres, apart", set.foreign.size());
  if (!report.flags.with_learnt) add("learnt from, left out", set.learnt);
  add("without a label, left out", set.left_out.unlabelled);
  add("without what is judged, left out", set.left_out.without_input);
  add("failed at extraction", set.left_out.failed);
  facts.push_back({"intervals", "bootstrap of tracks, seed " + std::to_string(report.figures.seed)});
  return facts;
}

/// MFCC are no spectrogram; what they still tell of it is smooth.
std::string protocol_of(const EvaluationReport& report) {
  std::string text =
      "Verdicts of a genre model on " + extent_of(report.figures) +
      (report.set.knows_learnt && !report.flags.with_learnt ? ", none of which it learnt from."
                                                            : ", which it may have learnt from.");
  const features::FeatureOptions& options = report.model.design().features;
  const bool mfcc = options.kind == features::FeatureKind::kMfcc && report.model.classifier.looks_at_frames();
  if (mfcc && !report.figures.mistakes.empty()) {
    text += formatted(" Spectrograms show what %d MFCC tell of them, which is smooth across the bands.",
                      options.n_mfcc);
  }
  return text;
}

}  // namespace

std::string model_page(const EvaluationReport& report, const fs::path& output) {
  report::EvaluationPage page{
      .title = report.model.path.filename().string() + " on " + file_names(report.flags),
      .protocol = protocol_of(report),
      .figures = figures_of(report),
      .warnings = evaluation_warnings(report),
      .model = model_facts(report),
      .training_command = of_provenance(report.model, "command"),
      .set = set_facts(report)};
  add_epochs(report.model, page);
  for (const GenreRow& genre : report.figures.genres) {
    page.genres.push_back({.name = genre.name,
                           .tracks = genre.tracks,
                           .precision = genre.precision,
                           .recall = genre.recall,
                           .f1 = genre.f1,
                           .auc = genre.auc,
                           .average_precision = genre.average_precision});
  }
  if (report.figures.classes) page.confusion = report.figures.classes->confusion;
  page.calibration = calibration_of(report);
  page.wrong_tracks = wrong_tracks_of(report);
  page.made_by = "mrec " MREC_VERSION;
  page.folder = fs::absolute(output).parent_path();
  return report::evaluation_page(page);
}

}  // namespace mrec::cli
