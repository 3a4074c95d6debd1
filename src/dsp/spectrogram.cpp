#include "mrec/dsp/spectrogram.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "dsp/dsp_kernels.h"
#include "mrec/dsp/window.h"

namespace mrec::dsp {
namespace {

/// Where sample `i`, before or after a signal of `size` samples, is found when the signal is mirrored without
/// end.
std::ptrdiff_t reflected(std::ptrdiff_t i, std::ptrdiff_t size) {
  if (size == 1) return 0;
  const std::ptrdiff_t period = 2 * (size - 1);
  const std::ptrdiff_t place = (i % period + period) % period;
  return place < size ? place : period - place;
}

float padded_sample(std::span<const float> samples, std::ptrdiff_t i, Padding padding) {
  const std::ptrdiff_t size = std::ssize(samples);
  if (i >= 0 && i < size) return samples[static_cast<std::size_t>(i)];
  if (padding == Padding::kZero) return 0;
  return samples[static_cast<std::size_t>(reflected(i, size))];
}

}  // namespace

Spectrogram::Spectrogram(const SpectrogramOptions& options)
    : options_(options), window_(hann_window(options.n_fft)), fft_(options.n_fft) {
  assert(options.n_fft >= 2 && options.hop >= 1);
}

void Spectrogram::window_frame(std::span<const float> samples, std::ptrdiff_t start,
                               std::span<float> frame) const {
  const std::ptrdiff_t length = std::ssize(frame);
  if (start >= 0 && start + length <= std::ssize(samples)) {
    multiply(samples.subspan(static_cast<std::size_t>(start), frame.size()), window_, frame);
    return;
  }
  for (std::ptrdiff_t i = 0; i < length; ++i) {
    frame[static_cast<std::size_t>(i)] = padded_sample(samples, start + i, options_.padding);
  }
  multiply(frame, window_, frame);
}

Spectrogram::Workspace::Workspace(const Spectrogram& spectrogram)
    : fft_(spectrogram.fft_), power_(static_cast<std::size_t>(spectrogram.fft_.bins())) {}

std::ptrdiff_t Spectrogram::frames(std::span<const float> samples) const {
  return samples.empty() ? 0 : 1 + std::ssize(samples) / options_.hop;
}

std::span<const float> Spectrogram::power(std::span<const float> samples, std::ptrdiff_t t,
                                          Workspace& workspace) const {
  window_frame(samples, t * options_.hop - options_.n_fft / 2, workspace.fft_.time());
  fft_.power(workspace.fft_, workspace.power_);
  return workspace.power_;
}

}  // namespace mrec::dsp
