#include "mrec/genre/sample_table.h"

#include <utility>

#include "genre/clip_windows.h"
#include "genre/fixed_samples.h"

namespace mrec::genre {

std::unique_ptr<SampleTable> make_table(TrackInput input, const features::FeatureOptions& options) {
  if (input == TrackInput::kClip) return std::make_unique<ClipWindows>(options.coefficients());
  return std::make_unique<FixedSamples>(input, options);
}

std::unique_ptr<SampleTable> table_of(std::vector<nn::Tensor> rows) {
  return std::make_unique<FixedSamples>(std::move(rows));
}

nn::Tensor samples_of(const SampleTable& table, std::size_t row) {
  std::vector<Draw> draws;
  table.examine(row, draws);
  nn::Tensor samples(draws.size(), table.shape());
  for (std::size_t i = 0; i < draws.size(); ++i) table.read(draws[i], samples.sample(i));
  return samples;
}

}  // namespace mrec::genre
