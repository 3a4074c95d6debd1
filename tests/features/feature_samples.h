#pragma once

#include <cmath>
#include <string>

#include "mrec/features/feature_store.h"
#include "support/test_signals.h"

namespace mrec::features::testing {

/// Small chunks, 3 frames x 4 coefficients, so that a test can damage a file at every place.
inline FeatureHeader small_header() {
  return {.root = "/music/all",
          .options = {.rate_hz = 1000, .n_fft = 64, .hop = 40, .n_mels = 8, .n_mfcc = 4, .chunk_s = 0.1}};
}

inline Matrix small_chunk(float scale) {
  const auto values = mrec::testing::noise(12, scale);
  return Eigen::Map<const Matrix>(values.data(), 3, 4);
}

/// Tracks of 2 to 4 frames, in one piece.
inline FeatureHeader piece_header() {
  FeatureHeader header = small_header();
  header.options.chunk_s = 0;
  header.options.excerpt_s = 0.12;
  return header;
}

/// As features are kept: to a tenth.
inline Matrix rounded(const Matrix& chunk) {
  return chunk.unaryExpr(
      [](float value) { return static_cast<float>(std::nearbyint(static_cast<double>(value) * 10) / 10); });
}

inline TrackFeatures rounded(TrackFeatures track) {
  for (Matrix& chunk : track.chunks) chunk = rounded(chunk);
  return track;
}

inline TrackFeatures small_track() {
  return {.path = "blues/Ärger \"1\"\n.wav",
          .size_bytes = 1234567890123,
          .mtime_us = 1700000000123456,
          .duration_s = 30.013333,
          .tags = {.artist = "Ä", .title = "a\tb", .album = "x\\y", .genre = "Blues", .year = 1999},
          .label = "blues",
          .chunks = {small_chunk(100), small_chunk(1e-20F)},
          .error = ""};
}

/// The same of a library with embeddings.
inline FeatureHeader embedded_header() {
  FeatureHeader header = small_header();
  header.embedding = {.network = "musicnn", .weights = "0123456789abcdef0123456789abcdef", .patches = 10};
  return header;
}

inline TrackFeatures embedded_track() {
  TrackFeatures track = small_track();
  track.embedding = {0.125F, -1.5F, 0, 20};
  track.predicted_tags = {{.name = "rock", .probability = 0.612F},
                          {.name = "60s \"a\"", .probability = 0.05F}};
  track.has_embedding = true;
  return track;
}

inline TrackFeatures failed_track() {
  TrackFeatures track;
  track.path = "broken.mp3";
  track.size_bytes = 3;
  track.mtime_us = -1500000;
  track.error = "is no sound: leave it out";
  return track;
}

/// A feature file of these tracks.
std::string written(RecordForm form, const FeatureHeader& header, const auto&... tracks) {
  std::string bytes = as_record(to_line(header), form);
  ((bytes += as_record(to_line(tracks, header), form)), ...);
  return bytes;
}

inline std::string written_features(const auto&... tracks) {
  return written(RecordForm::kPlain, small_header(), tracks...);
}
inline std::string compressed_features(const auto&... tracks) {
  return written(RecordForm::kCompressed, small_header(), tracks...);
}

}  // namespace mrec::features::testing
