#pragma once

#include <cstddef>
#include <span>

namespace mrec::audio {

/// mono[t] = mean over the channels of interleaved[t * channels + c].
/// `interleaved` holds mono.size() * channels samples.
void mix_to_mono(std::span<const float> interleaved, std::size_t channels, std::span<float> mono);

}  // namespace mrec::audio
