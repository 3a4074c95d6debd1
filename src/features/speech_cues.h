#pragma once

#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::features {

/// What tells speech from music in the levels of mel bands, in windows of some seconds.
struct SpeechCues {
  /// The highest autocorrelation of the onsets at 0.2 to 1.2 s, mean of the windows:
  /// music keeps its beat.
  double beat = 0;
  /// Standard deviation of the low bands less the high ones, dB: vowels and hisses take turns.
  double turns_db = 0;
  /// Where the median level lies between the quiet and the loud frames, 0 to 1: speech pauses.
  double middle = 0;
  /// How much the bands' shape differs 0.14 s later, dB: tones are held, sounds of speech are not.
  double change_db = 0;
};

/// Levels in dB, each window (frames x bands), `step_s` seconds from frame to frame. Nothing where these do
/// not tell: no window of 2 s, frames further apart than 0.1 s, or no band where there should be some.
std::optional<SpeechCues> speech_cues(std::span<const Matrix> windows, std::span<const double> centres_hz,
                                      double step_s);

}  // namespace mrec::features
