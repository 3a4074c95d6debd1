#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/genre/dataset.h"
#include "mrec/genre/network_trainer.h"

namespace mrec::genre {

/// Means over samples, from sums over batches.
class FitSum {
 public:
  /// `weight`: what `mean_loss` was divided by.
  void add(double mean_loss, double weight, std::size_t batch_hits, std::size_t count);
  /// Zeros where there was nothing.
  Fit mean() const;

 private:
  double loss_ = 0;
  double weight_ = 0;
  std::size_t hits_ = 0;
  std::size_t count_ = 0;
};

/// Tracks by what their samples, which come one after another, say together.
class TrackHits {
 public:
  explicit TrackHits(const Dataset& dataset) : dataset_(dataset), votes_(dataset.genres.size()) {}

  /// `scores`: log-probabilities of one sample, or logits.
  void add(std::size_t track, std::span<const float> scores);
  /// The share of tracks that are right, at the end.
  double share();

 private:
  void count_last();

  const Dataset& dataset_;
  std::vector<double> votes_;
  std::size_t track_ = 0;  ///< the one that the votes are of
  std::size_t tracks_ = 0;
  std::size_t hits_ = 0;
};

}  // namespace mrec::genre
