#include "support/evaluation_pages.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "mrec/core/rng.h"
#include "mrec/dsp/decibels.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/spectrogram.h"

namespace mrec::testing {
namespace {

using report::CalibrationCurve;
using report::Epoch;
using report::EvaluationPage;
using report::GenreFigures;
using report::WrongTrack;

constexpr int kRateHz = 22050;
constexpr int kBands = 64;

report::Spectrogram log_mel(const std::vector<float>& samples) {
  const dsp::Spectrogram stft({});
  const dsp::MelFilters filters({.n_mels = kBands});
  dsp::Spectrogram::Workspace workspace(stft);
  report::Spectrogram picture = {.db = Matrix(stft.frames(samples), kBands), .frame_s = 512.0 / kRateHz};
  for (Eigen::Index t = 0; t < picture.db.rows(); ++t) {
    filters.mel(stft.power(samples, t, workspace), {picture.db.row(t).data(), kBands});
  }
  dsp::decibels({picture.db.data(), static_cast<std::size_t>(picture.db.size())}, 80);
  const double top_mel = dsp::hz_to_mel(kRateHz / 2.0);
  for (int band = 0; band < kBands; ++band) {
    picture.band_hz.push_back(dsp::mel_to_hz(top_mel * (band + 1) / (kBands + 1)));
  }
  return picture;
}

/// Falls towards `floor`, faster at first, with a little noise.
double learning_curve(double start, double floor, int epoch, double half_life, Rng& rng) {
  return floor + (start - floor) * std::exp2(-epoch / half_life) + 0.02 * (rng.uniform() - 0.5);
}

std::vector<Epoch> made_up_epochs(int count) {
  Rng rng(3);
  std::vector<Epoch> epochs;
  for (int i = 0; i < count; ++i) {
    const double loss = learning_curve(2.25, 0.28, i, 4, rng);
    const double validation =
        learning_curve(2.2, 0.66, i, 3.5, rng) + 0.0006 * std::max(0, i - 15) * (i - 15);
    epochs.push_back({.train_loss = loss,
                      .train_accuracy = 0.97 - 0.36 * loss,
                      .validation_loss = validation,
                      .validation_accuracy = 0.99 - 0.37 * validation});
  }
  return epochs;
}

void fill_genres(EvaluationPage& page, const std::vector<std::string>& names) {
  const eval::ConfusionMatrix& matrix = *page.confusion;
  for (std::size_t i = 0; i < names.size(); ++i) {
    GenreFigures row = {.name = names[i], .tracks = matrix.truths(i)};
    if (matrix.verdicts(i) > 0) row.precision = matrix.precision(i);
    if (matrix.truths(i) > 0) row.recall = matrix.recall(i);
    if (row.precision && row.recall && *row.precision + *row.recall > 0) {
      row.f1 = 2 * *row.precision * *row.recall / (*row.precision + *row.recall);
    }
    if (row.recall) row.auc = 0.8 + 0.19 * *row.recall;
    page.genres.push_back(row);
  }
}

/// Tracks of every genre, most of them on the diagonal, the others near it.
eval::ConfusionMatrix made_up_confusion(std::size_t genres, std::size_t tracks_a_genre) {
  Rng rng(7);
  eval::ConfusionMatrix matrix(genres);
  for (std::size_t truth = 0; truth < genres; ++truth) {
    const double skill = 0.55 + 0.42 * rng.uniform();
    for (std::size_t i = 0; i < tracks_a_genre; ++i) {
      const bool is_right = rng.uniform() < skill;
      matrix.add(truth,
                 is_right ? truth : (truth + 1 + rng.below(std::min<std::size_t>(genres, 4))) % genres);
    }
  }
  return matrix;
}

CalibrationCurve made_up_calibration(double overconfidence, double ece) {
  CalibrationCurve curve = {.bins = {}, .ece = ece};
  for (int i = 0; i < 15; ++i) {
    const double confidence = (i + 0.55) / 15;
    curve.bins.push_back({.mean_confidence = confidence,
                          .accuracy = confidence - overconfidence * confidence * (1.1 - confidence) * 2,
                          .count = static_cast<std::size_t>(i < 2 ? 0 : 2 + i * i / 5)});
  }
  return curve;
}

WrongTrack made_up_track(const std::filesystem::path& folder, int number, std::string artist,
                         std::string title) {
  const std::string file = "song " + std::to_string(number) + " #1 50%.wav";
  return {.path = "music/" + file,
          .artist = std::move(artist),
          .title = std::move(title),
          .truth = number % 2 == 0 ? "rock" : "disco",
          .verdict = number % 2 == 0 ? "metal" : "pop",
          .probability = 0.993 - 0.041 * number,
          .truth_probability = 0.004 + 0.02 * number,
          .audio = folder / "music" / file};
}

void add_facts(EvaluationPage& page) {
  page.figures = {
      {.name = "Tracks right",
       .value = 0.786,
       .interval = eval::Interval{0.731, 0.839},
       .note = "220 of 280 tracks"},
      {.name = "Mean recall of the genres", .value = 0.774, .interval = eval::Interval{0.718, 0.829}},
      {.name = "Mean F1 of the genres", .value = 0.771, .interval = eval::Interval{0.712, 0.828}},
      {.name = "Mean AUC, one against the rest",
       .value = 0.957,
       .interval = eval::Interval{0.939, 0.972},
       .note = "chance gives 0.5",
       .is_share = false}};
  page.warnings = {
      "12 tracks have no artist in their tags: they were counted as artists of their own.",
      "3 tracks hold the same sound as a track that the model learnt from; without them 78.3 % are right."};
  page.model = {{"file", "genres.safetensors"},
                {"network", "cnn3: three layers on log-mel, 40,186 parameters"},
                {"features", "64 mel bands, 22,050 Hz, window 2048, hop 512"},
                {"trained on", "650 tracks of 412 artists"},
                {"seed", "1"}};
  page.set = {{"file", "evaluation.jsonl.zst"},
              {"tracks", "280"},
              {"artists", "163"},
              {"seed of the intervals", "1"}};
  page.training_command =
      "mrec train library.jsonl.zst --arch cnn3 --split artist --epochs 30 --seed 1 -o genres.safetensors";
}

}  // namespace

std::vector<float> made_up_song(int number) {
  Rng rng(static_cast<std::uint64_t>(number));
  std::vector<float> samples(3 * kRateHz);
  constexpr int kNotes = 12;
  const std::size_t length = samples.size() / kNotes;
  for (int note = 0; note < kNotes; ++note) {
    const double hz = 110 * std::exp2(static_cast<double>(rng.below(25)) / 12);
    for (std::size_t i = 0; i < length; ++i) {
      const double t = static_cast<double>(i) / kRateHz;
      double value = (rng.uniform() - 0.5) * std::exp(-40 * t) * (note % 2);
      for (int k = 1; k * hz < 9000; ++k) {
        value += 0.25 / k * std::exp(-(2 + 0.8 * k) * t) * std::sin(2 * std::numbers::pi * k * hz * t);
      }
      samples[static_cast<std::size_t>(note) * length + i] = static_cast<float>(value);
    }
  }
  return samples;
}

EvaluationPage example_page(const std::filesystem::path& folder) {
  EvaluationPage page = {
      .title = "Evaluation of genres.safetensors",
      .protocol =
          "280 tracks of 163 artists that the model never saw: no artist has tracks in the training part "
          "as well. A track's verdict is that of its mean log-probability; intervals by bootstrap of "
          "artists.",
      .epochs = made_up_epochs(30),
      .best_epoch = 19,
      .confusion = made_up_confusion(10, 28),
      .calibration = report::Calibration{.unscaled = made_up_calibration(0.34, 0.117),
                                         .scaled = made_up_calibration(0.05, 0.021),
                                         .temperature = 1.63},
      .made_by = "Made by mrec 0.1.0",
      .folder = folder};
  add_facts(page);
  fill_genres(
      page, {"blues", "classical", "country", "disco", "hip-hop", "jazz", "metal", "pop", "reggae", "rock"});
  const char* const names[][2] = {{"The Rusty Hinges", "Gate Song"},
                                  {"Ana Quintela", "Noite na Ribeira"},
                                  {"Föhn", "Über den Dächern"},
                                  {"", "Untitled Demo"},
                                  {"", ""}};
  for (int i = 0; i < 5; ++i) {
    page.wrong_tracks.push_back(made_up_track(folder, i + 1, names[i][0], names[i][1]));
    if (i < 3) page.wrong_tracks.back().spectrogram = log_mel(made_up_song(i + 1));
  }
  return page;
}

EvaluationPage wide_page(std::size_t genres) {
  EvaluationPage page = {.title = "Evaluation of many genres",
                         .epochs = made_up_epochs(1),
                         .best_epoch = 1,
                         .confusion = made_up_confusion(genres, 6)};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < genres; ++i) {
    names.push_back(i % 7 == 0 ? "progressive experimental folk no. " + std::to_string(i)
                               : "genre " + std::to_string(i));
  }
  // The last is never given, the first never true.
  eval::ConfusionMatrix& matrix = *page.confusion;
  eval::ConfusionMatrix pruned(genres);
  for (std::size_t truth = 1; truth < genres; ++truth) {
    for (std::size_t verdict = 0; verdict + 1 < genres; ++verdict) {
      for (std::size_t i = 0; i < matrix.count(truth, verdict); ++i) pruned.add(truth, verdict);
    }
  }
  matrix = pruned;
  fill_genres(page, names);
  return page;
}

EvaluationPage hostile_page(const std::filesystem::path& folder) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::string script = kScriptText;
  const std::string bytes =
      std::string("\xFF\xC3(\x00\x1B[31m\x07\xC2\x85\xEF\xBF\xBE\xE2\x80\xAE", 19) + "\"'>&amp;]]>-->";
  EvaluationPage page = {
      .title = script + bytes,
      .protocol = "</p></main>" + script,
      .figures = {{.name = script, .value = nan, .interval = eval::Interval{nan, infinity}},
                  {.name = bytes, .value = infinity, .note = script, .is_share = false}},
      .warnings = {script + bytes},
      .model = {{script, bytes}, {bytes, script}},
      .training_command = "mrec train </code>" + script + bytes,
      .set = {{"tracks\n", "\t3"}},
      .epochs = {{nan, nan}, {infinity, 0.5, 1.0, nan}, {1e300, -3, nan, 0.5}},
      .best_epoch = 99,
      .confusion = eval::ConfusionMatrix(3),
      .calibration = report::Calibration{.unscaled = {{{nan, nan, 3}, {0.7, 0.5, 4}}, nan}},
      .made_by = script,
      .folder = folder};
  page.confusion->add(0, 1);
  page.confusion->add(1, 0);
  page.genres = {{.name = script, .tracks = 1, .precision = nan},
                 {.name = bytes, .auc = infinity, .average_precision = nan},
                 {.name = ""}};
  Matrix levels(2, 3);
  levels << static_cast<float>(nan), static_cast<float>(-infinity), 0, -20, -40, static_cast<float>(infinity);
  page.wrong_tracks = {{.path = script + bytes,
                        .artist = script,
                        .title = bytes,
                        .truth = script,
                        .verdict = bytes,
                        .probability = nan,
                        .spectrogram = report::Spectrogram{.db = levels, .frame_s = nan, .start_s = nan},
                        .audio = folder / "music" / ("\" onerror=\"alert(2)\xFF?#%.wav" + std::string())},
                       {.path = "", .truth = "", .verdict = "", .spectrogram = report::Spectrogram{}}};
  return page;
}

}  // namespace mrec::testing
