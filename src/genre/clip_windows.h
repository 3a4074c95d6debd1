#pragma once

#include <cstdint>
#include <vector>

#include "genre/packed_numbers.h"
#include "mrec/genre/sample_table.h"

namespace mrec::genre {

/// Whole clips, of which windows are looked at. Numbers are kept in tenths, as feature files round them,
/// packed: those of a clip within 80 dB take 10 bits each, 10,000 clips of 30 s and 64 bands 1.0 GB. What
/// does not fit into 16 bits (+-3276.7) is cut.
class ClipWindows final : public SampleTable {
 public:
  explicit ClipWindows(int bands) : bands_(static_cast<std::size_t>(bands)) {}

  nn::SampleShape shape() const override {
    return {.height = kWindowFrames, .width = static_cast<int>(bands_)};
  }
  void add(const features::TrackFeatures& track) override;
  void draw(std::size_t row, int crops, Rng& rng, std::vector<Draw>& draws) const override;
  void examine(std::size_t row, std::vector<Draw>& draws) const override;
  void read(const Draw& draw, std::span<float> sample) const override;
  std::vector<float> frames(std::size_t row) const override;

 private:
  std::size_t frame_count(std::size_t row) const { return clips_[row].size() / bands_; }

  std::size_t bands_;
  std::vector<PackedNumbers> clips_;  ///< frame by frame
};

}  // namespace mrec::genre
