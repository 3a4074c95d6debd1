#pragma once

#include <string>
#include <string_view>

#include "mrec/dsp/padding.h"

namespace mrec::features {

enum class FeatureKind { kMfcc, kLogMel };
using dsp::Padding;

/// Everything that decides the numbers of a feature file. Two files may be used together only when all agree.
struct FeatureOptions {
  FeatureKind kind = FeatureKind::kMfcc;
  int rate_hz = 22050;
  int n_fft = 2048;       ///< window and transform length, samples
  int hop = 512;          ///< samples between frames
  int n_mels = 128;       ///< mel bands
  int n_mfcc = 13;        ///< cepstral coefficients kept (kMfcc only)
  double fmin_hz = 0;     ///< lowest mel edge
  double fmax_hz = 0;     ///< highest mel edge; 0: half the rate
  double top_db = 80;     ///< floor below the chunk's maximum
  double chunk_s = 3;     ///< length of a chunk; 0: the whole excerpt is one, however long it is
  double excerpt_s = 30;  ///< the middle of a track that is analysed; 0: all
  Padding padding = Padding::kZero;

  bool operator==(const FeatureOptions&) const = default;

  /// Whether a track is one chunk from end to end, so that chunks differ in length.
  bool in_one_piece() const { return chunk_s == 0; }
  /// Samples of a chunk; in one piece the most that it may have, those of the excerpt.
  int chunk_samples() const;
  /// Frames of a chunk, 1 + floor(chunk_samples / hop); in one piece the most that it may have.
  int frames() const;
  /// The fewest frames that a chunk may have: in one piece those of one window, else frames().
  int least_frames() const;
  /// Numbers a frame: n_mfcc or n_mels.
  int coefficients() const;

  /// Throws Error{kUsage} that names the option (as on the command line, e.g. "--hop") that is out of range.
  void validate() const;
};

/// "gtzan" (3 s chunks, hop 512; the defaults), "paper" (10 s chunks, hop 1702: 130 frames too) or "logmel"
/// (64 bands in dB, the excerpt in one piece).
/// Throws Error{kUsage} for another name.
FeatureOptions feature_preset(std::string_view name);

/// One JSON object with a key per field; the same options give the same text.
std::string to_json(const FeatureOptions& options);
/// Throws Error{kFormat} (without a path) for a missing key, a wrong type or an impossible value.
FeatureOptions feature_options_from_json(std::string_view json);

}  // namespace mrec::features
