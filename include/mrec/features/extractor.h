#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/core/matrix.h"
#include "mrec/embedding/embedder.h"
#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// What a scan knows of a file: name, size, time, and of a track of a CUE sheet its place and tags.
TrackFeatures facts_of_scan(const audio::ScannedFile& file);

/// The same with what can be told without decoding: tags and content; of an unreadable file they are left
/// empty.
TrackFeatures read_facts(const std::filesystem::path& root, const audio::ScannedFile& file);

/// From sound to feature matrices, with the tables (window, FFT plan, mel filters, DCT) made once.
/// Thread-safe.
class Extractor {
 public:
  /// With an embedder, which must outlive the extractor, tracks get an embedding too. Throws as
  /// FeatureOptions::validate.
  explicit Extractor(const FeatureOptions& options, const embedding::Embedder* embedder = nullptr);
  ~Extractor();

  const FeatureOptions& options() const { return options_; }
  /// What makes the embeddings; nothing: there are none.
  std::optional<embedding::EmbeddingSpec> embedding() const;

  /// One thread's memory for one chunk after another.
  class Workspace {
   public:
    explicit Workspace(const Extractor& extractor);
    ~Workspace();

   private:
    friend class Extractor;
    struct Buffers;
    std::unique_ptr<Buffers> buffers_;
  };

  /// One chunk of options().chunk_samples() samples, (frames x coefficients); in one piece it may be shorter,
  /// with 1 + floor(samples / hop) frames.
  Matrix transform(std::span<const float> chunk, Workspace& workspace) const;

  /// All chunks of mono samples at options().rate_hz, as from a ChunkStream, whose errors it throws.
  std::vector<Matrix> chunks(std::span<const float> samples) const;

  /// Decodes a file, or track.section of it, once and transforms it into track.chunks and, with an embedder,
  /// embedding and tags. Never throws for a bad file: track.error says what is wrong, without the file's
  /// name. A sound that only the embedder can make nothing of has its chunks, and track.embedding_failed.
  /// Numbers are rounded as feature files keep them.
  void analyse(const std::filesystem::path& file, TrackFeatures& track) const;

  /// read_facts() and analyse() of one file.
  TrackFeatures track(const std::filesystem::path& root, const audio::ScannedFile& file) const;

 private:
  struct Stages;

  void decode(const std::filesystem::path& file, TrackFeatures& track) const;

  FeatureOptions options_;
  const embedding::Embedder* embedder_;  ///< null: none
  std::unique_ptr<Stages> stages_;
};

}  // namespace mrec::features
