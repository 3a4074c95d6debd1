#pragma once

#include <filesystem>
#include <vector>

#include "mrec/core/safetensors.h"
#include "support/data_folders.h"
#include "support/test_signals.h"

namespace mrec::testing {

/// tests/golden/musicnn.safetensors: what librosa and TensorFlow make of musicnn_sound().
inline TensorFile musicnn_golden() {
  return read_safetensors(golden_file("musicnn.safetensors"));
}

inline std::filesystem::path musicnn_weights() {
  return model_file("musicnn.safetensors");
}

/// Two patches and a bit at 16 kHz.
inline std::vector<float> musicnn_sound() {
  constexpr std::size_t kSamples = 98000;
  std::vector<float> sound = sine(kSamples, 440, 0.5, 16000);
  const std::vector<float> high = sine(kSamples, 3000, 0.25, 16000);
  const std::vector<float> hiss = noise(kSamples, 0.05);
  for (std::size_t i = 0; i < kSamples; ++i) sound[i] += high[i] + hiss[i];
  return sound;
}

}  // namespace mrec::testing
