#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace mrec::cli {

/// How far probabilities mean what they say.
struct Trust {
  double ece = 0;       ///< expected calibration error, 0 to 1
  double log_loss = 0;  ///< in nats; of several genres a track the mean over tracks and genres
};

/// What it gives to call "unknown" what is less sure than a threshold.
struct ThresholdFigure {
  double threshold = 0;
  std::size_t tracks = 0;    ///< tested
  std::size_t accepted = 0;  ///< of these
  std::size_t right = 0;     ///< of the accepted
};

/// What a model's "unknown" is.
struct UnknownFigures {
  ThresholdFigure figure;
  bool met = true;  ///< the wished accuracy, on the tracks that the threshold was chosen by
};

/// A temperature that was learnt and is not applied, since it would have made the log-loss worse: both losses
/// are of the tracks that it was learnt from, each judged at the temperature of the others.
struct RefusedTemperature {
  double temperature = 1;
  double log_loss = 0;
  double log_loss_uncalibrated = 0;
};

/// The calibration of the model that is kept, judged by tested tracks on which it was not fitted.
struct CalibrationFigures {
  double temperature = 1;
  std::size_t fitted_on = 0;   ///< tracks; 0 where there were too few
  std::string fitted_by = {};  ///< these in words: "validation tracks"
  /// Tracks that were not learnt from, for what judged them had not learnt their genre.
  std::size_t left_out = 0;
  std::string note = {};  ///< why the temperature stays 1, or empty
  std::optional<RefusedTemperature> refused = {};
  std::size_t tested = 0;  ///< tracks that the rest is of; 0: nothing is known
  Trust before = {};
  Trust after = {};
  std::vector<ThresholdFigure> thresholds = {};  ///< empty of several genres a track
  std::optional<double> wished_accuracy = {};    ///< of --unknown-below auto:
  std::optional<double> unknown_below = {};      ///< what the model gets
  std::optional<UnknownFigures> unknown = {};    ///< of one genre a track
};

nlohmann::ordered_json calibration_json(const CalibrationFigures& figures);

/// Lines for people.
std::string calibration_text(const CalibrationFigures& figures);

}  // namespace mrec::cli
