#include "support/audio_fixture.h"

#include <sndfile.h>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <stdexcept>

namespace mrec::testing {
namespace {

int sndfile_format(Coding coding) {
  switch (coding) {
    case Coding::kWav:
      return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    case Coding::kWavFloat:
      return SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    case Coding::kWavUlaw:
      return SF_FORMAT_WAV | SF_FORMAT_ULAW;
    case Coding::kWavIma:
      return SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM;
    case Coding::kWavGsm:
      return SF_FORMAT_WAV | SF_FORMAT_GSM610;
    case Coding::kAiff:
      return SF_FORMAT_AIFF | SF_FORMAT_PCM_16;
    case Coding::kAu:
      return SF_FORMAT_AU | SF_FORMAT_PCM_16;
    case Coding::kFlac:
      return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    case Coding::kVorbis:
      return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    case Coding::kOpus:
      return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    case Coding::kMp3:
      return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  }
  throw std::logic_error("coding without a format");
}

void set_text(SNDFILE* file, int what, const std::string& text) {
  if (!text.empty()) sf_set_string(file, what, text.c_str());
}

}  // namespace

std::string name_of(Coding coding) {
  switch (coding) {
    case Coding::kWav:
      return "wav";
    case Coding::kWavFloat:
      return "wav_float";
    case Coding::kWavUlaw:
      return "wav_ulaw";
    case Coding::kWavIma:
      return "wav_ima";
    case Coding::kWavGsm:
      return "wav_gsm";
    case Coding::kAiff:
      return "aiff";
    case Coding::kAu:
      return "au";
    case Coding::kFlac:
      return "flac";
    case Coding::kVorbis:
      return "vorbis";
    case Coding::kOpus:
      return "opus";
    case Coding::kMp3:
      return "mp3";
  }
  throw std::logic_error("coding without a name");
}

void write_sound(const std::filesystem::path& path, const Sound& sound) {
  SF_INFO info{};
  info.samplerate = sound.rate_hz;
  info.channels = sound.channels;
  info.format = sndfile_format(sound.coding);
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (file == nullptr)
    throw std::runtime_error("cannot write " + path.string() + ": " + sf_strerror(nullptr));
  if (sound.compression >= 0) {
    double level = sound.compression;
    sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
  }
  set_text(file, SF_STR_ARTIST, sound.text.artist);
  set_text(file, SF_STR_TITLE, sound.text.title);
  set_text(file, SF_STR_ALBUM, sound.text.album);
  set_text(file, SF_STR_GENRE, sound.text.genre);
  set_text(file, SF_STR_DATE, sound.text.date);
  const auto frames = static_cast<sf_count_t>(sound.samples.size()) / sound.channels;
  const sf_count_t written = sf_writef_float(file, sound.samples.data(), frames);
  if (sf_close(file) != 0 || written != frames)
    throw std::runtime_error("cannot write all of " + path.string());
}

std::vector<float> make_samples(double seconds, int rate_hz, int channels,
                                const std::function<double(double, int)>& value) {
  std::vector<float> samples;
  const auto frames = static_cast<std::int64_t>(std::llround(seconds * rate_hz));
  samples.reserve(static_cast<std::size_t>(frames * channels));
  for (std::int64_t t = 0; t < frames; ++t) {
    for (int c = 0; c < channels; ++c) {
      samples.push_back(static_cast<float>(value(static_cast<double>(t) / rate_hz, c)));
    }
  }
  return samples;
}

std::vector<float> make_tone(double seconds, int rate_hz, int channels, double hz) {
  return make_samples(seconds, rate_hz, channels,
                      [hz](double t, int) { return 0.5 * std::sin(2 * std::numbers::pi * hz * t); });
}

std::vector<float> make_bursts(double seconds, int rate_hz, int channels) {
  std::uint32_t state = 1;
  return make_samples(seconds, rate_hz, channels, [&state](double t, int channel) {
    state = state * 1664525U + 1013904223U;
    const double noise = static_cast<double>(state >> 8U) / (1U << 24U) - 0.5;
    const double envelope = std::exp(-25 * std::fmod(t, 0.37));
    const double tone = std::sin(2 * std::numbers::pi * (300 + 20 * channel + 5 * t) * t);
    return 0.6 * envelope * noise + (std::fmod(t, 3) < 2 ? 0.3 * tone : 0.0);
  });
}

}  // namespace mrec::testing
