#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "mrec/genre/sample_table.h"

namespace mrec::genre {

/// Chunks or vectors as they come.
class FixedSamples final : public SampleTable {
 public:
  FixedSamples(TrackInput input, const features::FeatureOptions& options)
      : maker_(InputMaker(input, options)) {}
  explicit FixedSamples(std::vector<nn::Tensor> rows);

  nn::SampleShape shape() const override { return shape_; }
  void add(const features::TrackFeatures& track) override;
  void draw(std::size_t row, int crops, Rng& rng, std::vector<Draw>& draws) const override;
  void examine(std::size_t row, std::vector<Draw>& draws) const override;
  void read(const Draw& draw, std::span<float> sample) const override;
  std::vector<float> frames(std::size_t row) const override;
  std::unique_ptr<SampleTable> one_a_row() const override;

 private:
  std::optional<InputMaker> maker_;  ///< nothing of samples that belong to no records
  nn::SampleShape shape_;
  std::vector<nn::Tensor> rows_;
};

}  // namespace mrec::genre
