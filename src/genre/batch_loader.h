#pragma once

#include <span>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/standardisation.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// Samples that a network is given together, and what is true of them.
struct Batch {
  nn::Tensor inputs;                ///< standardised
  std::vector<int> labels;          ///< the genre of each; of several the first
  nn::Tensor targets;               ///< 1 at each genre of the sample, else 0
  std::vector<std::size_t> tracks;  ///< places in the data set
};

/// How many steps learn from `samples`, `batch` in each. A rest of less than a quarter of a batch joins the
/// last of them: what batch normalisation makes of a few samples says little, and their step would count like
/// any.
std::size_t steps_of_epoch(std::size_t samples, std::size_t batch);

/// Fills batches with samples of a table.
class BatchLoader {
 public:
  BatchLoader(const Dataset& dataset, TrackInput input, const Standardisation& standardisation);

  const SampleTable& table() const { return table_; }
  /// The samples by which tracks are judged, or what an epoch learns from, track by track.
  std::vector<Draw> examine(std::span<const std::size_t> tracks) const;
  std::vector<Draw> draw(std::span<const std::size_t> tracks, int crops, Rng& rng) const;

  /// Throws Interrupted when asked to stop.
  void load(std::span<const Draw> draws, Batch& batch, const Workers& workers) const;

 private:
  const Dataset& dataset_;
  const SampleTable& table_;
  const Standardisation& standardisation_;
  std::vector<std::size_t> track_of_row_;
};

}  // namespace mrec::genre
