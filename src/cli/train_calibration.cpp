#include "cli/train_calibration.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "cli/text_columns.h"
#include "mrec/core/error.h"
#include "mrec/eval/calibration.h"
#include "mrec/eval/cross_fitting.h"
#include "mrec/eval/label_pairs.h"
#include "mrec/eval/rejection.h"

namespace mrec::cli {
namespace {

/// From fewer tracks no temperature is learnt.
constexpr std::size_t kFewestTracks = 20;
constexpr int kInnerFolds = 5;
constexpr double kThresholdsShown[] = {0.5, 0.7, 0.9};

/// Tracks as eval takes them; of several genres a track every pair of track and genre.
struct Items {
  Matrix logs;
  std::vector<int> truths;
  std::vector<std::size_t> folds;
  std::vector<bool> learnable = {};  ///< whether what judges the track had learnt its genres
  std::size_t tracks = 0;
  std::size_t learnable_tracks = 0;
  bool of_labels = false;
};

/// Which of the partitions tested each track.
std::vector<std::size_t> folds_of(const genre::Trial& trial, std::span<const genre::Partition> partitions) {
  std::map<std::size_t, std::size_t> fold_of_track;
  for (std::size_t fold = 0; fold < partitions.size(); ++fold) {
    for (const std::size_t track : partitions[fold].test) fold_of_track[track] = fold;
  }
  std::vector<std::size_t> folds;
  for (const std::size_t track : trial.tracks) folds.push_back(fold_of_track.at(track));
  return folds;
}

/// Which tracks of a trial are of genres that the model of their fold had learnt: it cannot but hold another
/// genre for impossible, and one such track would outweigh all others in what is learnt from them.
std::vector<bool> learnable_of(const genre::Dataset& dataset, const genre::Trial& trial,
                               std::span<const genre::Partition> partitions,
                               std::span<const std::size_t> partition_of) {
  std::vector<std::vector<bool>> learnt;
  for (const genre::Partition& each : partitions) learnt.push_back(genres_learnt(dataset, each));
  std::vector<bool> learnable;
  for (std::size_t i = 0; i < trial.tracks.size(); ++i) {
    learnable.push_back(std::ranges::all_of(dataset.tracks[trial.tracks[i]].genres, [&](std::size_t genre) {
      return learnt[partition_of[i]][genre];
    }));
  }
  return learnable;
}

/// `folds` and `learnable`: one a track.
Items items_of(const genre::Dataset& dataset, const genre::Trial& trial,
               const std::vector<std::size_t>& folds, const std::vector<bool>& learnable) {
  Items items{.logs = {},
              .truths = trial.track_truth,
              .folds = folds,
              .learnable = learnable,
              .tracks = trial.tracks.size(),
              .learnable_tracks = static_cast<std::size_t>(std::ranges::count(learnable, true)),
              .of_labels = dataset.multi_label};
  if (!dataset.multi_label) {
    items.logs = trial.probabilities.array().log();
    return items;
  }
  eval::LabelPairs pairs = eval::label_pairs(trial.probabilities, genre::targets_of(dataset, trial.tracks));
  items.logs = std::move(pairs.log_probabilities);
  items.truths = std::move(pairs.truths);
  items.folds.clear();
  items.learnable.clear();
  for (std::size_t i = 0; i < folds.size(); ++i) {
    items.folds.insert(items.folds.end(), dataset.genres.size(), folds[i]);
    items.learnable.insert(items.learnable.end(), dataset.genres.size(), learnable[i]);
  }
  return items;
}

/// Items of a trial, each tested by the model of one partition.
Items items_of(const genre::Dataset& dataset, const genre::Trial& trial,
               std::span<const genre::Partition> partitions) {
  const std::vector<std::size_t> folds = folds_of(trial, partitions);
  return items_of(dataset, trial, folds, learnable_of(dataset, trial, partitions, folds));
}

/// Those to learn from.
Items learnable_items(const Items& all) {
  Items items{.logs = {},
              .truths = {},
              .folds = {},
              .tracks = all.learnable_tracks,
              .learnable_tracks = all.learnable_tracks,
              .of_labels = all.of_labels};
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < all.truths.size(); ++i) {
    if (!all.learnable[i]) continue;
    rows.push_back(static_cast<Eigen::Index>(i));
    items.truths.push_back(all.truths[i]);
    items.folds.push_back(all.folds[i]);
  }
  items.learnable.assign(items.truths.size(), true);
  items.logs = all.logs(rows, Eigen::all);
  return items;
}

/// What the error of calibration is of: verdicts on tracks, or the probability of every genre.
std::vector<eval::Verdict> verdicts_of(const Items& items, const Matrix& logs) {
  return items.of_labels ? eval::pair_verdicts(logs, items.truths) : eval::verdicts_of(logs, items.truths);
}

Trust trust_of(const Items& items, const Matrix& logs) {
  return {.ece = eval::expected_calibration_error(eval::reliability_curve(verdicts_of(items, logs))),
          .log_loss = eval::negative_log_likelihood(logs, items.truths)};
}

/// Keeps artists apart where the plan does.
genre::SplitUnit inner_unit(const Plan& plan, const genre::Dataset& dataset) {
  if (!dataset.knows_tracks) return genre::SplitUnit::kBlock;
  const bool by_artist = dataset.knows_artists() && plan.leakage.same_artist == 0 &&
                         !genre::genre_of_one_artist(dataset).has_value();
  return by_artist ? genre::SplitUnit::kArtist : genre::SplitUnit::kTrack;
}

/// Folds of all that the plan's first split does not test.
std::vector<genre::Partition> inner_folds(const CalibrationTask& task) {
  std::vector<genre::Partition> folds;
  try {
    folds = genre::make_partitions(task.dataset, {.unit = inner_unit(task.plan, task.dataset),
                                                  .validation = 0,
                                                  .folds = kInnerFolds,
                                                  .seed = task.seed});
  } catch (const Error&) {
    return {};  // fewer artists than folds: the model is good all the same
  }
  const auto& tested = task.plan.partitions.front().test;
  const std::set<std::size_t> left_out(tested.begin(), tested.end());
  for (genre::Partition& fold : folds) {
    for (auto* part : {&fold.train, &fold.test}) {
      std::erase_if(*part, [&](std::size_t track) { return left_out.contains(track); });
    }
  }
  std::erase_if(folds, [](const genre::Partition& fold) { return fold.train.empty() || fold.test.empty(); });
  return folds;
}

Items inner_cross_validation(const CalibrationTask& task, const Workers& workers) {
  std::vector<genre::TestedTrack> tested;
  const std::vector<genre::Partition> folds = inner_folds(task);
  for (const genre::Partition& fold : folds) {
    const genre::Learnt learnt =
        genre::learn(task.method.recipes, task.dataset, fold, workers, [](const genre::EpochReport&) {});
    auto more = genre::test_tracks(learnt.classifier, task.dataset, fold.test, workers);
    std::ranges::move(more, std::back_inserter(tested));
  }
  const genre::Trial trial = genre::judge(task.dataset, std::move(tested));
  return items_of(task.dataset, trial, folds);
}

/// The validation part of one split, dealt into folds to cross-fit by: what goes together lies in one.
Items validation_items(const CalibrationTask& task) {
  const genre::Trial& trial = task.outcome.validation;
  std::map<std::size_t, std::size_t> fold_of_track;
  std::size_t units = 0;
  for (const auto& unit : genre::units_of(task.dataset, inner_unit(task.plan, task.dataset))) {
    const auto judged = [&](std::size_t track) { return std::ranges::binary_search(trial.tracks, track); };
    if (std::ranges::none_of(unit, judged)) continue;
    for (const std::size_t track : unit) fold_of_track[track] = units % kInnerFolds;
    ++units;
  }
  std::vector<std::size_t> folds;
  for (const std::size_t track : trial.tracks) folds.push_back(fold_of_track.at(track));
  const std::vector<std::size_t> all_of_one(trial.tracks.size(), 0);
  return items_of(task.dataset, trial, folds,
                  learnable_of(task.dataset, trial, task.plan.partitions, all_of_one));
}

/// What is learnt from, and that in words.
struct Source {
  Items items;
  const char* words;
  std::size_t left_out = 0;  ///< tracks that could have been learnt from
};

Source learnable_source(const Items& items, const char* words) {
  return {.items = learnable_items(items), .words = words, .left_out = items.tracks - items.learnable_tracks};
}

Source source_of(const CalibrationTask& task, const Items& tested, const Workers& workers) {
  if (task.plan.cross_validation) return learnable_source(tested, "tested tracks of all folds");
  if (task.method.learns_by_epochs()) return learnable_source(validation_items(task), "validation tracks");
  return learnable_source(inner_cross_validation(task, workers), "tracks of an inner cross-validation");
}

/// Why nothing can be learnt from these tracks; empty: it can.
std::string objection(const Items& items) {
  if (items.tracks == 0) return "no track was left to learn it from";
  if (items.tracks < kFewestTracks) return "too few tracks to learn it from: " + std::to_string(items.tracks);
  const auto all_alike = [](const auto& numbers) {
    return std::ranges::all_of(numbers, [&](const auto& each) { return each == numbers.front(); });
  };
  if (all_alike(items.truths)) return "the tracks to learn it from are of one genre";
  return all_alike(items.folds) ? "the tracks to learn it from cannot be divided, to judge it by" : "";
}

/// What cross-fitting says of a temperature that these items are to give.
RefusedTemperature judge_temperature(double temperature, const Items& items) {
  const Matrix fitted = eval::cross_fitted(items.logs, items.truths, items.folds);
  return {.temperature = temperature,
          .log_loss = eval::negative_log_likelihood(fitted, items.truths),
          .log_loss_uncalibrated = eval::negative_log_likelihood(items.logs, items.truths)};
}

/// A temperature that makes the cross-fitted log-loss no better is not applied.
void fit_temperature(const Source& source, CalibrationFigures& figures) {
  figures.left_out = source.left_out;
  figures.note = objection(source.items);
  if (!figures.note.empty()) return;
  figures.fitted_on = source.items.tracks;
  figures.fitted_by = source.words;
  const double temperature = eval::bounded_temperature(source.items.logs, source.items.truths);
  const RefusedTemperature judged = judge_temperature(temperature, source.items);
  if (judged.log_loss < judged.log_loss_uncalibrated || temperature == 1) {
    figures.temperature = temperature;
    return;
  }
  figures.refused = judged;
  figures.note = "calibration would not have helped: at " +
                 formatted("%.2f, by %zu ", temperature, source.items.tracks) + source.words +
                 formatted(", the cross-fitted log-loss is %.3f, without it %.3f", judged.log_loss,
                           judged.log_loss_uncalibrated);
}

ThresholdFigure figure_at(double threshold, const std::vector<eval::Verdict>& verdicts) {
  ThresholdFigure figure{.threshold = threshold, .tracks = verdicts.size()};
  for (const eval::Verdict& verdict : verdicts) {
    if (verdict.confidence < threshold) continue;
    ++figure.accepted;
    figure.right += verdict.right ? 1 : 0;
  }
  return figure;
}

ThresholdFigure figure_of(double threshold, const std::vector<bool>& accepted,
                          const std::vector<eval::Verdict>& verdicts) {
  ThresholdFigure figure{.threshold = threshold, .tracks = verdicts.size()};
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    figure.accepted += accepted[i] ? 1 : 0;
    figure.right += accepted[i] && verdicts[i].right ? 1 : 0;
  }
  return figure;
}

/// The threshold of an automatic rule, chosen where the temperature was; none where there was nothing to
/// choose by.
void choose_threshold(const CalibrationTask& task, const Source& source, const Items& tested,
                      const std::vector<eval::Verdict>& verdicts, CalibrationFigures& figures) {
  if (figures.fitted_on == 0) return;
  const Matrix logs = eval::at_temperature(source.items.logs, figures.temperature);
  const auto curve = eval::rejection_curve(eval::verdicts_of(logs, source.items.truths));
  const eval::ThresholdChoice choice = eval::threshold_for_accuracy(curve, *task.rule.accuracy);
  const double threshold = choice.point.threshold;
  figures.unknown_below = threshold;
  figures.unknown = {.figure = figure_at(threshold, verdicts), .met = choice.met};
  if (!task.plan.cross_validation) return;
  const auto applied = figures.refused ? eval::Temperature::kOne : eval::Temperature::kFitted;
  const auto accepted = eval::cross_fitted_acceptance(tested.logs, tested.truths, tested.folds,
                                                      *task.rule.accuracy, applied, tested.learnable);
  figures.unknown->figure = figure_of(threshold, accepted, verdicts);
}

double probability(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1)) {
    throw Error(ErrorKind::kUsage, "--unknown-below",
                "is neither a probability from 0 to 1 nor auto: and one",
                "for example --unknown-below 0.5 or --unknown-below auto:0.9");
  }
  return value;
}

}  // namespace

UnknownRule unknown_rule(const std::string& text) {
  constexpr std::string_view kAuto = "auto:";
  if (text.empty()) return {};
  if (text.starts_with(kAuto)) return {.accuracy = probability(text.substr(kAuto.size()))};
  return {.below = probability(text)};
}

void require_fit(const UnknownRule& rule, const genre::Dataset& dataset) {
  if (!dataset.multi_label || !rule.accuracy) return;
  throw Error(ErrorKind::kUsage, "--unknown-below auto",
              "is for one genre a track, and labels name several, divided by \";\"", "give a probability");
}

CalibrationFigures calibrate(const CalibrationTask& task, const Workers& workers) {
  const Items tested = items_of(task.dataset, task.outcome.trial, task.plan.partitions);
  const Source source = source_of(task, tested, workers);
  CalibrationFigures figures{
      .tested = tested.tracks, .wished_accuracy = task.rule.accuracy, .unknown_below = task.rule.below};
  fit_temperature(source, figures);
  Matrix logs = tested.logs;
  const bool applied = figures.note.empty();
  if (applied) logs = eval::at_temperature(tested.logs, figures.temperature);
  if (applied && task.plan.cross_validation)
    logs = eval::cross_fitted(tested.logs, tested.truths, tested.folds, tested.learnable);
  figures.before = trust_of(tested, tested.logs);
  figures.after = trust_of(tested, logs);
  if (tested.of_labels) return figures;
  const auto verdicts = verdicts_of(tested, logs);
  for (const double threshold : kThresholdsShown)
    figures.thresholds.push_back(figure_at(threshold, verdicts));
  if (task.rule.below) figures.unknown = UnknownFigures{.figure = figure_at(*task.rule.below, verdicts)};
  if (task.rule.accuracy) choose_threshold(task, source, tested, verdicts, figures);
  return figures;
}

}  // namespace mrec::cli
