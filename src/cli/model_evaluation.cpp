#include "cli/model_evaluation.h"

#include <algorithm>
#include <map>
#include <utility>

#include "mrec/genre/decision.h"

namespace mrec::cli {
namespace {

constexpr std::size_t kMostConfused = 10;
constexpr std::size_t kMostMistakes = 10;
/// The smallest probability that is told from none, so that logarithms are finite.
constexpr float kLeast = 1e-30F;

/// Equal names get equal numbers, tracks without one each its own; empty where no name is known.
std::vector<std::size_t> artist_numbers(const std::vector<JudgedTrack>& tracks, std::size_t& artists) {
  std::map<std::string, std::size_t> number_of;
  std::vector<std::size_t> numbers;
  std::size_t next = 0;
  for (const JudgedTrack& track : tracks) {
    if (track.artist.empty()) {
      numbers.push_back(next++);
      continue;
    }
    const auto [place, is_new] = number_of.try_emplace(track.artist, next);
    next += is_new ? 1 : 0;
    numbers.push_back(place->second);
  }
  artists = number_of.size();
  if (number_of.empty()) numbers.clear();
  return numbers;
}

eval::Judgements judgements_of(const std::vector<JudgedTrack>& tracks, std::size_t classes,
                               std::size_t& artists) {
  const auto rows = static_cast<Eigen::Index>(tracks.size());
  const auto columns = static_cast<Eigen::Index>(classes);
  eval::Judgements judgements{.log_probabilities = Matrix(rows, columns),
                              .targets = Matrix::Zero(rows, columns),
                              .artists = artist_numbers(tracks, artists)};
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    judgements.log_probabilities.row(row) = tracks[i].probabilities.array().max(kLeast).log().transpose();
    for (const std::size_t genre : tracks[i].genres)
      judgements.targets(row, static_cast<Eigen::Index>(genre)) = 1;
  }
  return judgements;
}

std::optional<double> share_of(double share, std::size_t of) {
  return of == 0 ? std::nullopt : std::optional(share);
}

std::vector<GenreRow> rows_of(const eval::ClassEvaluation& classes, const std::vector<std::string>& names) {
  std::vector<GenreRow> rows;
  const eval::ConfusionMatrix& matrix = classes.confusion;
  for (std::size_t i = 0; i < names.size(); ++i) {
    rows.push_back({.name = names[i],
                    .tracks = matrix.truths(i),
                    .precision = share_of(matrix.precision(i), matrix.verdicts(i)),
                    .recall = share_of(matrix.recall(i), matrix.truths(i)),
                    .f1 = share_of(matrix.f1(i), matrix.truths(i)),
                    .auc = classes.auc[i],
                    .average_precision = {}});
  }
  return rows;
}

std::vector<GenreRow> rows_of(const eval::LabelEvaluation& labels, const std::vector<std::string>& names) {
  std::vector<GenreRow> rows;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const eval::LabelCounts& counts = labels.figures.classes[i];
    const std::size_t tracks = counts.hits + counts.misses;
    rows.push_back({.name = names[i],
                    .tracks = tracks,
                    .precision = share_of(counts.precision(), counts.hits + counts.false_alarms),
                    .recall = share_of(counts.recall(), tracks),
                    .f1 = share_of(counts.f1(), tracks),
                    .auc = labels.auc[i],
                    .average_precision = labels.average_precision[i]});
  }
  return rows;
}

std::string joined(const std::vector<std::size_t>& genres, const std::vector<std::string>& names) {
  std::string text;
  for (const std::size_t genre : genres) text += (text.empty() ? "" : "; ") + names[genre];
  return text;
}

std::size_t most_probable(const JudgedTrack& track) {
  Eigen::Index place = 0;
  track.probabilities.maxCoeff(&place);
  return static_cast<std::size_t>(place);
}

float probability_of(const JudgedTrack& track, std::size_t genre) {
  return track.probabilities[static_cast<Eigen::Index>(genre)];
}

/// Tracks whose most probable genre is none of theirs.
std::vector<Mistake> mistakes_of(const std::vector<JudgedTrack>& tracks,
                                 const std::vector<std::string>& names) {
  std::vector<eval::Verdict> verdicts;
  for (const JudgedTrack& track : tracks) {
    const std::size_t verdict = most_probable(track);
    verdicts.push_back({.verdict = static_cast<int>(verdict),
                        .confidence = probability_of(track, verdict),
                        .right = std::ranges::find(track.genres, verdict) != track.genres.end()});
  }
  std::vector<Mistake> mistakes;
  for (const std::size_t i : eval::most_surely_wrong(verdicts, kMostMistakes)) {
    const JudgedTrack& track = tracks[i];
    float truth = 0;
    for (const std::size_t genre : track.genres) truth = std::max(truth, probability_of(track, genre));
    mistakes.push_back({.track = i,
                        .truth = joined(track.genres, names),
                        .verdict = names[static_cast<std::size_t>(verdicts[i].verdict)],
                        .probability = verdicts[i].confidence,
                        .truth_probability = truth});
  }
  return mistakes;
}

Rejection rejection_of(const eval::ClassEvaluation& classes, const JudgedSet& set, double threshold) {
  Rejection rejection{.point = eval::rejection_at(classes.verdicts, threshold), .foreign_rejected = 0};
  for (const JudgedTrack& track : set.foreign) {
    rejection.foreign_rejected += probability_of(track, most_probable(track)) < threshold ? 1 : 0;
  }
  return rejection;
}

void add_classes(const JudgedSet& set, const genre::ClassifierDesign& design,
                 const eval::Judgements& judgements, const Workers& workers, ModelEvaluation& evaluation) {
  const eval::ClassEvaluation& classes =
      evaluation.classes.emplace(evaluate_classes(judgements, evaluation.seed, workers));
  evaluation.headlines = {{.name = "accuracy", .estimate = classes.accuracy},
                          {.name = "macro recall", .estimate = classes.macro_recall}};
  if (classes.macro_auc) {
    evaluation.headlines.push_back({.name = "macro AUC", .estimate = *classes.macro_auc, .is_share = false});
  }
  evaluation.genres = rows_of(classes, design.genres);
  evaluation.confused = eval::most_confused(classes.confusion, kMostConfused);
  const genre::Calibration& calibration = design.calibration;
  if (calibration.temperature != 1) {
    // The model's probabilities are softmax(log p / T): the same with 1 / T undoes it.
    const Matrix before = eval::at_temperature(judgements.log_probabilities, 1 / calibration.temperature);
    evaluation.unscaled = eval::calibration_of(before, classes.truths);
  }
  if (calibration.unknown_below)
    evaluation.rejection = rejection_of(classes, set, *calibration.unknown_below);
}

void add_labels(const genre::ClassifierDesign& design, const eval::Judgements& judgements,
                const Workers& workers, ModelEvaluation& evaluation) {
  const double threshold = design.calibration.unknown_below.value_or(genre::kLabelThreshold);
  const eval::LabelEvaluation labels = evaluate_labels(judgements, threshold, evaluation.seed, workers);
  evaluation.headlines = {{.name = "micro F1", .estimate = labels.micro_f1},
                          {.name = "macro F1", .estimate = labels.macro_f1},
                          {.name = "all genres right", .estimate = labels.subset_accuracy}};
  if (labels.mean_average_precision) {
    evaluation.headlines.push_back(
        {.name = "mean average precision", .estimate = *labels.mean_average_precision, .is_share = false});
  }
  evaluation.genres = rows_of(labels, design.genres);
}

}  // namespace

ModelEvaluation evaluate(const JudgedSet& set, const NamedModel& model, std::uint64_t seed,
                         const Workers& workers) {
  const genre::ClassifierDesign& design = model.design();
  ModelEvaluation evaluation;
  evaluation.seed = seed;
  evaluation.tracks = set.tracks.size();
  const eval::Judgements judgements = judgements_of(set.tracks, design.genres.size(), evaluation.artists);
  if (design.multi_label) {
    add_labels(design, judgements, workers, evaluation);
  } else {
    add_classes(set, design, judgements, workers, evaluation);
  }
  evaluation.mistakes = mistakes_of(set.tracks, design.genres);
  return evaluation;
}

}  // namespace mrec::cli
