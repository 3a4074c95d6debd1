#include "score/recording.h"

#include <cmath>

#include "score/composer.h"

namespace mrec::generator {
namespace {

constexpr double kPartLevel = 0.1;  // RMS of a part at gain 1
constexpr double kDrumPeak = 0.4;   // peak of a drum at gain 1

const Instrument& player(const Band& band, Role role) {
  switch (role) {
    case Role::kBass:
      return band.bass;
    case Role::kChords:
      return band.chords;
    case Role::kLead:
      return band.lead;
  }
  return band.chords;
}

Signal perform(const Part& part, const Band& band, const Take& take, Random& random) {
  const Instrument& instrument = player(band, part.role);
  Signal signal(samples_in(take.length_s), 0.0F);
  for (const Note& note : compose(part, take, random)) {
    if (note.start_s >= take.length_s) continue;
    const PlayedNote played = {
        .pitch_hz = hz_of(note.midi), .held_s = note.held_s, .velocity = note.velocity};
    mix_into(signal, play(instrument, played, random), note.start_s, 1.0);
  }
  amplify(instrument, signal);
  const double level = sounding_rms(signal);
  if (level > 0.0) scale(signal, kPartLevel / level);
  return signal;
}

void mix_drum(const DrumPart& part, const Take& take, Random& random, Signal& mix) {
  const double gain = kDrumPeak * part.gain * random.between(0.75, 1.25);
  for (const Hit& hit : compose(part, take, random)) {
    mix_into(mix, strike(part.drum, take.kit, random), hit.start_s, gain * hit.velocity);
  }
}

/// A little hiss, so that no rest is digitally silent.
void add_hiss(double level_db, Random& random, Signal& signal) {
  const auto gain = static_cast<float>(std::pow(10.0, level_db / 20.0));
  for (float& sample : signal) sample += gain * random.noise();
}

void finish(const Band& band, const Take& take, Random& random, Signal& mix) {
  apply(Echo{.mix = band.echo, .delay_s = 0.75 * 60.0 / take.tempo_bpm}, mix);
  apply(band.reverb, mix);
  add_hiss(random.between(-75.0, -62.0), random, mix);
  filter(mix, Biquad::low_pass(take.microphone_hz));
  apply(Master{.level_db = take.level_db}, mix);
  fade_ends(mix, 0.01, 0.4);
}

}  // namespace

Signal record(const Genre& genre, std::size_t song_number) {
  const Song& song = genre.songs.at(song_number);
  const Feel& feel = genre.feels.at(song.feel);
  const Band& band = genre.bands.at(song.band);
  Random random(genre.name + "/" + std::to_string(song_number));
  const Take take = choose_take(feel, band, random);

  Signal mix(samples_in(take.length_s), 0.0F);
  for (const Part& part : feel.parts) {
    if (!random.chance(part.presence)) continue;
    const double gain = part.gain * random.between(0.75, 1.25);
    mix_into(mix, perform(part, band, take, random), 0.0, gain);
  }
  for (const DrumPart& part : feel.drums) {
    if (random.chance(part.presence)) mix_drum(part, take, random, mix);
  }
  finish(band, take, random, mix);
  return mix;
}

}  // namespace mrec::generator
