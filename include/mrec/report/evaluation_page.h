#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/eval/confidence.h"
#include "mrec/eval/metrics.h"

namespace mrec::report {

/// A line of a list of facts: "features", "64 mel bands".
struct Fact {
  std::string name;
  std::string value;
};

/// A figure that the page begins with.
struct Figure {
  std::string name;
  double value = 0;
  std::optional<eval::Interval> interval = {};  ///< 95 %
  std::string note = {};                        ///< what it counts: "of 140 tracks"
  bool is_share = true;                         ///< 0 to 1, shown in per cent; else a plain number
};

/// What an epoch of training came to; losses in nats, accuracies 0 to 1.
struct Epoch {
  double train_loss = 0;
  double train_accuracy = 0;
  std::optional<double> validation_loss = {};
  std::optional<double> validation_accuracy = {};
};

/// A row of the table of genres. Nothing where there is nothing to divide by: a genre never given, or never
/// true.
struct GenreFigures {
  std::string name;
  std::size_t tracks = 0;
  std::optional<double> precision = {};
  std::optional<double> recall = {};
  std::optional<double> f1 = {};
  std::optional<double> auc = {};                ///< area under the ROC curve, this genre against the rest
  std::optional<double> average_precision = {};  ///< of models of several genres a track
};

/// The tracks whose confidence lies in one bin.
struct CalibrationBin {
  double mean_confidence = 0;
  double accuracy = 0;
  std::size_t count = 0;
};

struct CalibrationCurve {
  std::vector<CalibrationBin> bins;  ///< of equal width, from 0 to 1
  double ece = 0;  ///< expected calibration error: mean |accuracy - confidence| of the bins by their tracks
};

/// How far a probability can be taken at its word, without temperature scaling and with it (Guo et al. 2017).
struct Calibration {
  CalibrationCurve unscaled;
  std::optional<CalibrationCurve> scaled = {};
  double temperature = 1;  ///< of `scaled`
};

/// Levels over time.
struct Spectrogram {
  Matrix db;                         ///< (frames x bands)
  double frame_s = 1;                ///< from one frame to the next
  double start_s = 0;                ///< time of the first frame in the track
  std::vector<double> band_hz = {};  ///< centre of each band, rising; empty: bands are shown by number
};

/// A track that was taken for another genre.
struct WrongTrack {
  std::string path;  ///< as it is shown
  std::string artist = {};
  std::string title = {};
  std::string truth;
  std::string verdict;
  double probability = 0;                        ///< of the verdict
  std::optional<double> truth_probability = {};  ///< of the true genre
  std::optional<Spectrogram> spectrogram = {};   ///< of the stretch that was judged
  std::filesystem::path audio = {};              ///< absolute; empty: the page plays nothing
  double audio_start_s = 0;                      ///< of a track that is part of a file
  double audio_end_s = 0;                        ///< 0: to the end of the file
};

/// All that the page of an evaluation shows. Texts may hold any bytes: they are shown as text, never as
/// markup. What is empty is left out, numbers that are not finite are shown as a dash.
struct EvaluationPage {
  std::string title;
  std::string protocol = {};  ///< a sentence or two: what was measured on what, split how
  std::vector<Figure> figures = {};
  std::vector<std::string> warnings = {};
  std::vector<Fact> model = {};
  std::string training_command = {};
  std::vector<Fact> set = {};  ///< what the model was measured on
  std::vector<Epoch> epochs = {};
  std::size_t best_epoch = 0;  ///< from 1; 0: none stands out
  std::vector<GenreFigures> genres = {};
  std::optional<eval::ConfusionMatrix> confusion = {};  ///< of tracks, a class each of `genres`
  std::optional<Calibration> calibration = {};
  std::vector<WrongTrack> wrong_tracks = {};  ///< the surest first
  std::string made_by = {};                   ///< program and version
  /// The folder the page will lie in, absolute: audio files under it are linked relative to it, so that both
  /// can be moved together; others by their absolute file URL.
  std::filesystem::path folder = {};
};

/// One HTML page, UTF-8, that needs nothing but itself, the audio files apart: no script, no network. It is
/// well-formed XML too. The same content gives the same bytes.
std::string evaluation_page(const EvaluationPage& page);

}  // namespace mrec::report
