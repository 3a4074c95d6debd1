#include "audio/mono_mix.h"

#include <algorithm>
#include <cassert>

namespace mrec::audio {

void mix_to_mono(std::span<const float> interleaved, std::size_t channels, std::span<float> mono) {
  assert(interleaved.size() == mono.size() * channels);
  const float* in = interleaved.data();
  if (channels == 1) {
    std::ranges::copy(interleaved, mono.begin());
  } else if (channels == 2) {
    // A loop of its own: with the number of channels known it becomes vector instructions.
    for (std::size_t t = 0; t < mono.size(); ++t) mono[t] = (in[2 * t] + in[2 * t + 1]) * 0.5F;
  } else {
    for (std::size_t t = 0; t < mono.size(); ++t) {
      float sum = 0;
      for (std::size_t c = 0; c < channels; ++c) sum += in[t * channels + c];
      mono[t] = sum / static_cast<float>(channels);
    }
  }
}

}  // namespace mrec::audio
