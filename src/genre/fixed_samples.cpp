#include "genre/fixed_samples.h"

#include <algorithm>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::genre {

FixedSamples::FixedSamples(std::vector<nn::Tensor> rows) : rows_(std::move(rows)) {
  if (!rows_.empty()) shape_ = rows_.front().shape();
}

void FixedSamples::add(const features::TrackFeatures& track) {
  nn::Tensor samples = maker_->make(track);
  if (!rows_.empty() && samples.shape() != shape_) {
    throw Error(ErrorKind::kData, to_utf8(track.path.string()),
                "has a vector of another length than the tracks before it", "extract it again");
  }
  shape_ = samples.shape();
  rows_.push_back(std::move(samples));
}

void FixedSamples::draw(std::size_t row, int /*crops*/, Rng& /*rng*/, std::vector<Draw>& draws) const {
  examine(row, draws);
}

void FixedSamples::examine(std::size_t row, std::vector<Draw>& draws) const {
  for (std::size_t i = 0; i < rows_[row].samples(); ++i) draws.push_back({.row = row, .place = i});
}

void FixedSamples::read(const Draw& draw, std::span<float> sample) const {
  std::ranges::copy(rows_[draw.row].sample(draw.place), sample.begin());
}

std::vector<float> FixedSamples::frames(std::size_t row) const {
  const std::span<const float> values = rows_[row].values();
  return {values.begin(), values.end()};
}

std::unique_ptr<SampleTable> FixedSamples::one_a_row() const {
  std::vector<nn::Tensor> rows;
  for (const nn::Tensor& row : rows_) {
    for (std::size_t i = 0; i < row.samples(); ++i) {
      std::ranges::copy(row.sample(i), rows.emplace_back(1, shape_).values().begin());
    }
  }
  return std::make_unique<FixedSamples>(std::move(rows));
}

}  // namespace mrec::genre
