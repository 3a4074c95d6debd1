#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/core/matrix.h"
#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// From sound to feature matrices, with the tables (window, FFT plan, mel filters, DCT) made once.
/// Thread-safe.
class Extractor {
 public:
  /// Throws as FeatureOptions::validate.
  explicit Extractor(const FeatureOptions& options);
  ~Extractor();

  const FeatureOptions& options() const { return options_; }

  /// Slices mono samples at options().rate_hz into chunks and transforms each alone, (frames x coefficients).
  /// A short last chunk is dropped, unless it is the only one: then it is padded with zeros. No samples: no
  /// chunks.
  std::vector<Matrix> chunks(std::span<const float> samples) const;

  /// Decodes and transforms one file of a scan, reads its tags. Never throws for a bad file: `error` says
  /// what is wrong, without the file's name. The label is left empty.
  TrackFeatures track(const std::filesystem::path& root, const audio::ScannedFile& file) const;

 private:
  struct Stages;

  Matrix transform(std::span<const float> chunk) const;

  FeatureOptions options_;
  std::unique_ptr<Stages> stages_;
};

}  // namespace mrec::features
