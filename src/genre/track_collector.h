#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "genre/chunk_buffer.h"
#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// Puts the labelled tracks of feature files, as they come, into a data set whose input is set, and keeps
/// their chunks. The first file decides what made the input.
class TrackCollector {
 public:
  explicit TrackCollector(Dataset& dataset) : dataset_(dataset) {}

  /// Throws Error{kData} for a file that does not go with those before and for a track that was there before,
  /// and as the readers do.
  void add(const std::filesystem::path& file);

  /// Throws Error{kData} when there are labelled tracks, but none has an embedding that was asked for.
  void require_input() const;

  /// Of each track of the data set.
  const std::vector<std::string>& labels() const { return labels_; }
  ChunkBuffer take_chunks() && { return std::move(buffer_); }

 private:
  void take_header(const features::FeatureHeader& header, const std::filesystem::path& file);
  void take_track(const features::TrackFeatures& track);
  void take_labelled(const features::TrackFeatures& track, const nn::Tensor& samples);

  Dataset& dataset_;
  std::filesystem::path first_file_;
  std::set<std::filesystem::path> seen_;  ///< copies would lie on both sides of a split
  ChunkBuffer buffer_;
  std::vector<std::string> labels_;
};

}  // namespace mrec::genre
