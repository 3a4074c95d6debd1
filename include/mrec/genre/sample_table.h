#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/features/track_features.h"
#include "mrec/genre/track_input.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// Which sample of a table.
struct Draw {
  std::size_t row = 0;    ///< the track's
  std::size_t place = 0;  ///< number of the chunk, or first frame of the window
};

/// One kind of input of many tracks, a row a track, in memory.
class SampleTable {
 public:
  virtual ~SampleTable() = default;

  /// Of one sample; nothing is known of it before a row is there.
  virtual nn::SampleShape shape() const = 0;
  /// Adds a row. Throws Error{kData} when it does not fit those before.
  virtual void add(const features::TrackFeatures& track) = 0;
  /// Adds what one epoch learns from of a row: every sample, or as many windows as `crops`, drawn at random.
  virtual void draw(std::size_t row, int crops, Rng& rng, std::vector<Draw>& draws) const = 0;
  /// Adds the samples by which a row is judged.
  virtual void examine(std::size_t row, std::vector<Draw>& draws) const = 0;
  /// Copies a sample; thread-safe.
  virtual void read(const Draw& draw, std::span<float> sample) const = 0;
  /// All numbers of a row, frame by frame.
  virtual std::vector<float> frames(std::size_t row) const = 0;
  /// A table in which every sample of this one is a row of its own; null where samples are not fixed.
  virtual std::unique_ptr<SampleTable> one_a_row() const { return nullptr; }
};

/// `options`: of the feature files that the tracks come from.
std::unique_ptr<SampleTable> make_table(TrackInput input, const features::FeatureOptions& options);

/// The table of chunks that belong to no records; each tensor is a row.
std::unique_ptr<SampleTable> table_of(std::vector<nn::Tensor> rows);

/// What a classifier is given of a row: see InputMaker.
nn::Tensor samples_of(const SampleTable& table, std::size_t row);

}  // namespace mrec::genre
