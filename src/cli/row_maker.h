#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cli/track_judge.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/track_features.h"
#include "mrec/library/index_rows.h"

namespace mrec::cli {

/// What an index tells of a track.
library::Track to_track(const features::TrackFeatures& track);

/// Tells one state of a track's record from others, so that only what changed is indexed again.
std::uint64_t record_key(const features::TrackFeatures& track);

/// Makes rows of an index of tracks as they are read, many at once on all threads.
class RowMaker {
 public:
  RowMaker(const features::FeatureHeader& header, const TrackJudge& judge, const Workers& workers)
      : header_(header), judge_(judge), workers_(workers) {}

  /// A track that failed is passed over, one that cannot be judged is counted as left out. Throws as
  /// genre::judge().
  void add(features::TrackFeatures track);
  /// To be called after the last track.
  void finish();

  std::size_t size() const { return tracks_.size(); }
  std::size_t left_out() const { return left_out_; }
  library::IndexRows rows() &&;

 private:
  /// Rows of equal length, as many as come.
  class Rows {
   public:
    void add(const Vector& row);
    Matrix matrix() const;

   private:
    std::vector<float> values_;
    Eigen::Index count_ = 0;
  };

  const features::FeatureHeader& header_;
  const TrackJudge& judge_;
  const Workers& workers_;
  std::vector<features::TrackFeatures> waiting_;
  Rows embeddings_;
  Rows probabilities_;
  std::vector<library::IndexedTrack> tracks_;
  std::size_t left_out_ = 0;
};

}  // namespace mrec::cli
