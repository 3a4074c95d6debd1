#include "synth/effects.h"

#include <array>
#include <cmath>
#include <numbers>

namespace mrec::generator {
namespace {

/// Adds a comb filter's response to wet; the loop's low-pass makes treble die first.
void add_comb(const Signal& dry, double delay_s, double decay_s, Signal& wet) {
  constexpr float kDamping = 0.3F;
  Signal line(samples_in(delay_s), 0.0F);
  const auto feedback = static_cast<float>(std::pow(10.0, -3.0 * delay_s / decay_s));
  float damped = 0.0F;
  for (std::size_t i = 0; i < dry.size(); ++i) {
    float& slot = line[i % line.size()];
    wet[i] += 0.25F * slot;
    damped = (1.0F - kDamping) * slot + kDamping * damped;
    slot = dry[i] + feedback * damped;
  }
}

void all_pass(double delay_s, Signal& signal) {
  constexpr float kGain = 0.6F;
  Signal line(samples_in(delay_s), 0.0F);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    float& slot = line[i % line.size()];
    const float delayed = slot;
    slot = signal[i] + kGain * delayed;
    signal[i] = delayed - kGain * slot;
  }
}

}  // namespace

void apply(const Reverb& reverb, Signal& signal) {
  if (reverb.mix <= 0.0) return;
  constexpr std::array kCombs_s = {0.0297, 0.0371, 0.0411, 0.0437};
  Signal wet(signal.size(), 0.0F);
  for (const double delay_s : kCombs_s) add_comb(signal, delay_s, reverb.decay_s, wet);
  all_pass(0.0050, wet);
  all_pass(0.0017, wet);
  scale(signal, 1.0 - reverb.mix);
  mix_into(signal, wet, 0.0, 1.5 * reverb.mix);
}

void apply(const Echo& echo, Signal& signal) {
  if (echo.mix <= 0.0) return;
  Signal line(samples_in(echo.delay_s), 0.0F);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    float& slot = line[i % line.size()];
    const float delayed = slot;
    slot = signal[i] + static_cast<float>(echo.feedback) * delayed;
    signal[i] += static_cast<float>(echo.mix) * delayed;
  }
}

void distort(Signal& signal, double drive) {
  const double level = sounding_rms(signal);
  if (drive <= 0.0 || level == 0.0) return;
  for (float& sample : signal) sample = static_cast<float>(std::tanh(drive * sample / level));
  scale(signal, level / sounding_rms(signal));
}

void apply(const Tremolo& tremolo, Signal& signal) {
  if (tremolo.depth <= 0.0) return;
  const double turn = 2.0 * std::numbers::pi * tremolo.rate_hz / kSampleRateHz;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double dip = 0.5 - 0.5 * std::cos(turn * static_cast<double>(i));
    signal[i] = static_cast<float>(signal[i] * (1.0 - tremolo.depth * dip));
  }
}

void apply(const Master& master, Signal& signal) {
  const double level = rms(signal);
  if (level == 0.0) return;
  scale(signal, std::pow(10.0, master.level_db / 20.0) / level);
  const double knee = 0.6 * master.ceiling;
  const double headroom = master.ceiling - knee;
  for (float& sample : signal) {
    const double excess = std::abs(double{sample}) - knee;
    if (excess <= 0.0) continue;
    sample =
        static_cast<float>(std::copysign(knee + headroom * std::tanh(excess / headroom), double{sample}));
  }
}

}  // namespace mrec::generator
