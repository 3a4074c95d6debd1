#include "mrec/audio/recording.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "support/audio_fixture.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

/// A sound whose value tells its time: rises from -0.8 to 0.8 over `seconds`.
std::vector<float> make_ramp(double seconds, int rate_hz, int channels) {
  return make_samples(seconds, rate_hz, channels,
                      [seconds](double t, int) { return 1.6 * t / seconds - 0.8; });
}

/// The sound is finite and not empty, or it is said what is wrong; anything else is a failure.
std::string outcome(const std::filesystem::path& path) {
  try {
    const Recording recording = load(path, {});
    if (recording.signal.samples.empty() || !(recording.facts.duration_s > 0)) return "empty";
    const bool finite =
        std::ranges::all_of(recording.signal.samples, [](float x) { return std::isfinite(x); });
    return finite ? "loaded" : "not finite";
  } catch (const Error& error) {
    return error.kind() == ErrorKind::kFormat || error.kind() == ErrorKind::kData ? "refused"
                                                                                  : "another kind";
  }
}

TEST(Recording, ThirtySecondsOfAnyUsualRateAre661500Samples) {
  const TempFolder folder;
  for (const int rate_hz : {22050, 44100, 48000}) {
    for (const double seconds : {30.0, 41.0}) {
      write_sound(folder / "x.wav",
                  {.samples = std::vector<float>(static_cast<std::size_t>(seconds * rate_hz * 2), 0.25F),
                   .rate_hz = rate_hz,
                   .channels = 2});
      const Recording recording = load(folder / "x.wav", {});
      EXPECT_EQ(recording.signal.samples.size(), 661500U) << rate_hz << " Hz";
      EXPECT_EQ(recording.signal.rate_hz, 22050);
      EXPECT_DOUBLE_EQ(recording.facts.duration_s, seconds);
    }
  }
}

TEST(Recording, TakesTheMiddle) {
  const TempFolder folder;
  for (const Coding coding : {Coding::kWav, Coding::kAiff, Coding::kAu, Coding::kFlac}) {
    write_sound(folder / "x",
                {.samples = make_ramp(10, 22050, 2), .rate_hz = 22050, .channels = 2, .coding = coding});
    const Recording recording = load(folder / "x", {.excerpt_s = 4});
    const std::vector<float> whole = make_ramp(10, 22050, 1);
    EXPECT_TRUE(expect_close(recording.signal.samples, std::span(whole).subspan(3 * 22050, 4 * 22050),
                             {.absolute = 1e-4}))
        << name_of(coding);
    EXPECT_DOUBLE_EQ(recording.facts.duration_s, 10);
  }
}

TEST(Recording, TakesTheMiddleOfCompressedFiles) {
  const TempFolder folder;
  for (const Coding coding : {Coding::kVorbis, Coding::kOpus, Coding::kMp3}) {
    // A tone in the middle third only.
    write_sound(
        folder / "x",
        {.samples = make_samples(
             9, 48000, 1, [](double t, int) { return t < 3 || t >= 6 ? 0 : 0.5 * std::sin(2765 * t); }),
         .rate_hz = 48000,
         .coding = coding});
    const std::vector<float> samples = load(folder / "x", {.excerpt_s = 5}).signal.samples;
    ASSERT_EQ(samples.size(), 5U * 22050U);
    const auto peak = [&samples](double from_s, double to_s) {
      float most = 0;
      for (auto t = static_cast<std::size_t>(from_s * 22050); t < static_cast<std::size_t>(to_s * 22050);
           ++t) {
        most = std::max(most, std::abs(samples[t]));
      }
      return most;
    };
    EXPECT_LT(peak(0, 0.9), 0.02F) << name_of(coding);
    EXPECT_NEAR(peak(1.1, 3.9), 0.5F, 0.05F) << name_of(coding);
    EXPECT_LT(peak(4.1, 5), 0.02F) << name_of(coding);
  }
}

TEST(Recording, ZeroExcerptIsAllOfIt) {
  const TempFolder folder;
  write_sound(folder / "x.flac",
              {.samples = make_tone(33, 8000, 1, 440), .rate_hz = 8000, .coding = Coding::kFlac});
  EXPECT_EQ(load(folder / "x.flac", {.rate_hz = 8000, .excerpt_s = 0}).signal.samples.size(), 33U * 8000U);
  EXPECT_EQ(load(folder / "x.flac", {.rate_hz = 8000}).signal.samples.size(), 30U * 8000U);
}

TEST(Recording, ResamplingKeepsPitchAndLoudness) {
  const TempFolder folder;
  write_sound(folder / "x.wav", {.samples = make_tone(3, 48000, 2, 1000), .rate_hz = 48000, .channels = 2});
  const std::vector<float> samples = load(folder / "x.wav", {}).signal.samples;
  const std::vector<float> expected = make_tone(3, 22050, 1, 1000);
  ASSERT_EQ(samples.size(), expected.size());
  const auto inner = [](const std::vector<float>& all) {
    return std::span(all).subspan(1000, all.size() - 2000);
  };
  EXPECT_TRUE(expect_close(inner(samples), inner(expected), {.absolute = 2e-4}));
}

TEST(Recording, TinyAndSilentFilesLoad) {
  const TempFolder folder;
  write_sound(folder / "one.wav", {.samples = {0.5F}});
  EXPECT_EQ(load(folder / "one.wav", {.rate_hz = 44100}).signal.samples.size(), 1U);
  EXPECT_EQ(load(folder / "one.wav", {}).signal.samples.size(), 1U);
  write_sound(folder / "silent.wav", {.samples = std::vector<float>(44100)});
  EXPECT_TRUE(expect_close(load(folder / "silent.wav", {}).signal.samples, std::vector<float>(22050), {}));
}

TEST(Recording, NoSamplesAndBadSamplesAreRefused) {
  const TempFolder folder;
  for (const Coding coding : {Coding::kWav, Coding::kAiff, Coding::kAu}) {
    write_sound(folder / "none", {.samples = {}, .coding = coding});
    EXPECT_TRUE(throws_error(ErrorKind::kData, "has no samples", [&] { load(folder / "none", {}); }))
        << name_of(coding);
  }
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity(), 3e38F}) {
    std::vector<float> samples(2000, 0.1F);
    samples[1234] = bad;
    write_sound(folder / "bad.wav", {.samples = samples, .channels = 2, .coding = Coding::kWavFloat});
    EXPECT_TRUE(throws_error(ErrorKind::kData, "not finite", [&] { load(folder / "bad.wav", {}); }));
  }
}

TEST(Recording, WhatIsLeftOfATruncatedFileIsRead) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    write_sound(folder / "whole",
                {.samples = make_bursts(10, 48000, 2), .rate_hz = 48000, .channels = 2, .coding = coding});
    const std::string bytes = read_bytes(folder / "whole");
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
      write_bytes(folder / "cut", std::string_view(bytes).substr(0, bytes.size() * tenth / 10));
      // A tenth of an Opus file ends inside its first page of sound.
      const bool readable = tenth > (coding == Coding::kOpus ? 1 : 0);
      EXPECT_EQ(outcome(folder / "cut"), readable ? "loaded" : "refused")
          << name_of(coding) << ", tenth " << tenth;
      if (tenth < 3) continue;
      const Recording recording = load(folder / "cut", {.excerpt_s = 1});
      EXPECT_EQ(recording.signal.samples.size(), 22050U) << name_of(coding) << ", tenth " << tenth;
      EXPECT_NEAR(recording.facts.duration_s, static_cast<double>(tenth), 1.2) << name_of(coding);
      EXPECT_TRUE(recording.facts.damage.starts_with("breaks off after "))
          << name_of(coding) << ", tenth " << tenth;
    }
  }
}

TEST(Recording, FlippedBytesNeverDoHarm) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    write_sound(folder / "whole", {.samples = make_bursts(1, 16000, 1), .rate_hz = 16000, .coding = coding});
    const std::string bytes = read_bytes(folder / "whole");
    for (std::size_t i = 0; i < 60; ++i) {
      std::string damaged = bytes;
      const std::size_t place =
          i < 40 ? i : bytes.size() * (i - 40) / 20;  // the header closely, the rest here and there
      damaged[place] = static_cast<char>(~damaged[place]);
      write_bytes(folder / "damaged", damaged);
      const std::string result = outcome(folder / "damaged");
      EXPECT_TRUE(result == "loaded" || result == "refused")
          << name_of(coding) << ", byte " << place << ": " << result;
    }
  }
}

TEST(Recording, FindsTheMiddleWithoutAKnownLength) {
  const TempFolder folder;
  write_sound(folder / "x.flac",
              {.samples = make_ramp(10, 22050, 1), .rate_hz = 22050, .coding = Coding::kFlac});
  std::string bytes = read_bytes(folder / "x.flac");
  // STREAMINFO starts at byte 8; its total of samples is the low half of byte 13 and bytes 14 to 17. 0:
  // unknown.
  bytes[8 + 13] = static_cast<char>(bytes[8 + 13] & 0xF0);
  std::fill_n(bytes.begin() + 8 + 14, 4, '\0');
  write_bytes(folder / "x.flac", bytes);
  const Recording recording = load(folder / "x.flac", {.excerpt_s = 4});
  const std::vector<float> whole = make_ramp(10, 22050, 1);
  EXPECT_TRUE(expect_close(recording.signal.samples, std::span(whole).subspan(3 * 22050, 4 * 22050),
                           {.absolute = 1e-4}));
  EXPECT_DOUBLE_EQ(recording.facts.duration_s, 10);
}

TEST(Recording, AHeaderThatPromisesTooMuchIsNotBelieved) {
  const TempFolder folder;
  write_sound(folder / "x.wav", {.samples = make_ramp(10, 22050, 1), .rate_hz = 22050});
  std::string bytes = read_bytes(folder / "x.wav");
  const std::size_t data = bytes.find("data");
  for (const char* size : {"\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\x7F", "\xF0\xFF\xFF\xFF"}) {
    write_bytes(folder / "y.wav", bytes.replace(data + 4, 4, size, 4));
    const Recording recording = load(folder / "y.wav", {.excerpt_s = 4});
    EXPECT_EQ(recording.signal.samples.size(), 4U * 22050U);
    EXPECT_NEAR(recording.signal.samples.front(), -0.32, 1e-3);
    EXPECT_DOUBLE_EQ(recording.facts.duration_s, 10);
  }
}

}  // namespace
}  // namespace mrec::audio
