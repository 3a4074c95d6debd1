#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace mrec::testing {

enum class Coding { kWav, kWavFloat, kWavUlaw, kWavIma, kWavGsm, kAiff, kAu, kFlac, kVorbis, kOpus, kMp3 };

inline constexpr Coding kCommonCodings[] = {Coding::kWav,    Coding::kAiff, Coding::kAu, Coding::kFlac,
                                            Coding::kVorbis, Coding::kOpus, Coding::kMp3};

std::string name_of(Coding coding);

struct SoundText {
  std::string artist{};
  std::string title{};
  std::string album{};
  std::string genre{};
  std::string date{};
};

struct Sound {
  std::vector<float> samples;  ///< interleaved
  int rate_hz = 44100;
  int channels = 1;
  Coding coding = Coding::kWav;
  double compression = -1;  ///< 0 best to 1 smallest; negative: the encoder's own choice
  SoundText text{};
};

/// Writes a file with libsndfile; throws when it cannot.
void write_sound(const std::filesystem::path& path, const Sound& sound);

/// `frames` frames of value(second, channel).
std::vector<float> make_samples(double seconds, int rate_hz, int channels,
                                const std::function<double(double, int)>& value);

/// A sine of 0.5 in every channel.
std::vector<float> make_tone(double seconds, int rate_hz, int channels, double hz);

/// Noise bursts over tones that come and go: the codecs' bit reservoirs and predictors have work to do.
std::vector<float> make_bursts(double seconds, int rate_hz, int channels);

}  // namespace mrec::testing
