#include "synth/envelope.h"

#include <algorithm>

namespace mrec::generator {
namespace {

double level_while_held(const Envelope& envelope, double time_s) {
  if (time_s < envelope.attack_s) return time_s / envelope.attack_s;
  const double since_attack_s = time_s - envelope.attack_s;
  if (since_attack_s >= envelope.decay_s) return envelope.sustain;
  return 1.0 + (envelope.sustain - 1.0) * since_attack_s / envelope.decay_s;
}

}  // namespace

void apply(const Envelope& envelope, double held_s, Signal& signal) {
  const double level_at_release = level_while_held(envelope, held_s);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double time_s = static_cast<double>(i) / kSampleRateHz;
    double level = 0.0;
    if (time_s < held_s) {
      level = level_while_held(envelope, time_s);
    } else {
      level = level_at_release * std::max(0.0, 1.0 - (time_s - held_s) / std::max(1e-3, envelope.release_s));
    }
    signal[i] = static_cast<float>(signal[i] * level);
  }
}

void fade_ends(Signal& signal, double fade_in_s, double fade_out_s) {
  const std::size_t in = std::min(samples_in(fade_in_s), signal.size());
  const std::size_t out = std::min(samples_in(fade_out_s), signal.size());
  for (std::size_t i = 0; i < in; ++i) signal[i] *= static_cast<float>(i) / static_cast<float>(in);
  for (std::size_t i = 0; i < out; ++i)
    signal[signal.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(out);
}

}  // namespace mrec::generator
