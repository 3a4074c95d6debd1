#pragma once

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "mrec/features/feature_store.h"
#include "mrec/features/near_duplicates.h"
#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// Puts the labelled tracks of feature files, as they come, into a data set and the rows of its tables. The
/// first file decides what made the inputs.
class TrackCollector {
 public:
  /// Of tracks that have all of `inputs`.
  TrackCollector(Dataset& dataset, std::span<const TrackInput> inputs)
      : dataset_(dataset), inputs_(inputs.begin(), inputs.end()) {}

  /// Throws Error{kData} for a file that does not go with those before and for a track that was there before,
  /// and as the readers do.
  void add(const std::filesystem::path& file);

  /// Throws Error{kData} when there are labelled tracks, but none has an embedding that was asked for.
  void require_inputs() const;

  /// Gives tracks that hold the same sound the same LabelledTrack::recording.
  void number_recordings(const Workers& workers);

  /// Of each track of the data set.
  const std::vector<std::string>& labels() const { return labels_; }

 private:
  bool wants(TrackInput input) const;
  void take_header(const features::FeatureHeader& header, const std::filesystem::path& file);
  void take_track(const features::TrackFeatures& track, const features::FeatureHeader& header);

  Dataset& dataset_;
  std::vector<TrackInput> inputs_;
  std::filesystem::path first_file_;
  std::set<std::filesystem::path> seen_;  ///< the same file twice would lie on both sides of a split
  std::vector<std::string> labels_;
  features::NearDuplicates duplicates_;
};

}  // namespace mrec::genre
