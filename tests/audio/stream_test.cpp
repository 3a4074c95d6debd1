// What stream() and load() make of sections, of damage and of hostile files.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "audio/sndfile_decoder.h"
#include "mrec/audio/recording.h"
#include "support/audio_fixture.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/read_decoder.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

/// Keeps what it is given and counts how.
class Sink : public SampleSink {
 public:
  void begin() override {
    samples.clear();
    ++begun;
  }
  void take(std::span<const float> block) override {
    samples.insert(samples.end(), block.begin(), block.end());
    longest = std::max(longest, block.size());
  }

  std::vector<float> samples;
  std::size_t longest = 0;
  int begun = 0;
};

RecordingFacts stream_to(Sink& sink, const std::filesystem::path& path, const Excerpt& excerpt) {
  const std::array outputs = {StreamOutput{.rate_hz = 22050, .sink = sink}};
  return stream(path, excerpt, outputs);
}

/// A sound whose value tells its time: rises from -0.8 to 0.8 over `seconds`.
std::vector<float> make_ramp(double seconds, int rate_hz, int channels) {
  return make_samples(seconds, rate_hz, channels,
                      [seconds](double t, int) { return 1.6 * t / seconds - 0.8; });
}

class Streaming : public ::testing::Test {
 protected:
  void write_ramp(double seconds, Coding coding, int rate_hz = 22050) {
    write_sound(
        folder_ / "x",
        {.samples = make_ramp(seconds, rate_hz, 2), .rate_hz = rate_hz, .channels = 2, .coding = coding});
  }
  void cut(double share) {
    const std::string bytes = read_bytes(folder_ / "x");
    write_bytes(folder_ / "x", std::string_view(bytes).substr(
                                   0, static_cast<std::size_t>(share * static_cast<double>(bytes.size()))));
  }

  TempFolder folder_;
};

TEST_F(Streaming, EqualsLoadingAndComesInPieces) {
  for (const double excerpt_s : {0.0, 4.0, 100.0}) {
    write_ramp(60, Coding::kFlac, 44100);
    Sink sink;
    const RecordingFacts facts = stream_to(sink, folder_ / "x", {.length_s = excerpt_s});
    const Recording recording = load(folder_ / "x", {.excerpt_s = excerpt_s});
    EXPECT_EQ(sink.begun, 1);
    EXPECT_EQ(sink.samples, recording.signal.samples);
    EXPECT_EQ(sink.samples.size(), static_cast<std::size_t>(excerpt_s == 4 ? 4 : 60) * 22050);
    EXPECT_LT(sink.longest, 100000U);
    EXPECT_DOUBLE_EQ(facts.duration_s, 60);
  }
}

/// One decoding serves all: each output gets what it would get alone, of damaged files too.
TEST_F(Streaming, SeveralRatesAtOnce) {
  for (const Coding coding : {Coding::kWav, Coding::kFlac, Coding::kMp3}) {
    write_sound(folder_ / "x",
                {.samples = make_bursts(20, 44100, 2), .rate_hz = 44100, .channels = 2, .coding = coding});
    for (const double share : {1.0, 0.6}) {
      cut(share);
      for (const double length_s : {0.0, 3.0, 100.0}) {
        Sink low;
        Sink same;
        Sink usual;
        const std::array outputs = {StreamOutput{.rate_hz = 16000, .sink = low},
                                    StreamOutput{.rate_hz = 44100, .sink = same},
                                    StreamOutput{.rate_hz = 22050, .sink = usual}};
        const RecordingFacts facts = stream(folder_ / "x", {.length_s = length_s}, outputs);
        for (const StreamOutput& output : outputs) {
          const Recording alone = load(folder_ / "x", {.rate_hz = output.rate_hz, .excerpt_s = length_s});
          const Sink& sink = static_cast<const Sink&>(output.sink);
          EXPECT_FALSE(sink.samples.empty());
          EXPECT_EQ(sink.samples, alone.signal.samples) << name_of(coding) << ' ' << output.rate_hz;
          EXPECT_EQ(facts.duration_s, alone.facts.duration_s);
          EXPECT_EQ(facts.damage, alone.facts.damage);
        }
      }
    }
  }
}

TEST_F(Streaming, TakesTheMiddleOfASection) {
  const std::vector<float> whole = make_ramp(60, 22050, 1);
  struct Case {
    Section section;
    double excerpt_s, from_s, length_s, duration_s;
  };
  for (const Coding coding : {Coding::kWav, Coding::kFlac}) {
    write_ramp(60, coding);
    for (const Case& test :
         {Case{{10, 20}, 4, 13, 4, 10}, Case{{10, 20}, 0, 10, 10, 10}, Case{{10, 20}, 30, 10, 10, 10},
          Case{{50, 0}, 4, 53, 4, 10}, Case{{0, 10}, 4, 3, 4, 10}, Case{{50, 90}, 4, 53, 4, 10},
          Case{{0, 0}, 4, 28, 4, 60}}) {
      const Recording recording = load(folder_ / "x", {.excerpt_s = test.excerpt_s, .section = test.section});
      EXPECT_TRUE(expect_close(recording.signal.samples,
                               std::span(whole).subspan(static_cast<std::size_t>(test.from_s * 22050),
                                                        static_cast<std::size_t>(test.length_s * 22050)),
                               {.absolute = 1e-4}))
          << test.section.start_s << " to " << test.section.end_s;
      EXPECT_DOUBLE_EQ(recording.facts.duration_s, test.duration_s);
    }
    EXPECT_EQ(load(folder_ / "x", {.section = Section{10, 20}}).facts.damage, "");
    for (const Section& section : {Section{60, 0}, Section{100, 120}}) {
      EXPECT_TRUE(throws_error(ErrorKind::kData, "ends after 60.0 s, before a track of its CUE sheet begins",
                               [&] { load(folder_ / "x", {.section = section}); }));
    }
  }
}

TEST_F(Streaming, DamageIsSaidOfTheSectionItIsIn) {
  for (const Coding coding : {Coding::kWav, Coding::kFlac}) {
    write_sound(folder_ / "x", {.samples = make_bursts(60, 22050, 1), .rate_hz = 22050, .coding = coding});
    cut(0.5);
    EXPECT_EQ(load(folder_ / "x", {.section = Section{5, 10}}).facts.damage, "") << name_of(coding);
    const RecordingFacts facts = load(folder_ / "x", {.excerpt_s = 2, .section = Section{20, 50}}).facts;
    EXPECT_NEAR(facts.duration_s, 10, 3) << name_of(coding);
    EXPECT_TRUE(facts.damage.starts_with("breaks off after ")) << name_of(coding) << ": " << facts.damage;
    EXPECT_TRUE(facts.damage.ends_with(" of 30.0 s")) << name_of(coding) << ": " << facts.damage;
    EXPECT_THROW(load(folder_ / "x", {.section = Section{50, 0}}), Error) << name_of(coding);
  }
}

TEST_F(Streaming, ABreakBehindTheExcerptIsNoticed) {
  for (const Coding coding : kCommonCodings) {
    write_sound(folder_ / "x",
                {.samples = make_bursts(20, 48000, 2), .rate_hz = 48000, .channels = 2, .coding = coding});
    const Recording whole = load(folder_ / "x", {.excerpt_s = 2});
    EXPECT_EQ(whole.facts.damage, "") << name_of(coding);
    EXPECT_NEAR(whole.facts.duration_s, 20, 1e-9) << name_of(coding);
    cut(0.9);
    Sink sink;
    const RecordingFacts facts = stream_to(sink, folder_ / "x", {.length_s = 2});
    EXPECT_NEAR(facts.duration_s, 18, 1.2) << name_of(coding);
    const bool ogg = coding == Coding::kVorbis || coding == Coding::kOpus;
    EXPECT_TRUE(facts.damage.starts_with("breaks off after 1")) << name_of(coding) << ": " << facts.damage;
    EXPECT_EQ(facts.damage.ends_with(" s of 20.0 s"), !ogg) << name_of(coding) << ": " << facts.damage;
    EXPECT_EQ(sink.samples.size(), 2U * 22050U) << name_of(coding);
  }
}

TEST_F(Streaming, AFileWithoutABreakBeginsOnce) {
  for (const Coding coding : kCommonCodings) {
    write_sound(folder_ / "x", {.samples = make_bursts(5, 48000, 1), .rate_hz = 48000, .coding = coding});
    for (const double excerpt_s : {0.0, 1.0, 30.0}) {
      Sink sink;
      EXPECT_EQ(stream_to(sink, folder_ / "x", {.length_s = excerpt_s}).damage, "") << name_of(coding);
      EXPECT_EQ(sink.begun, 1) << name_of(coding);
    }
  }
}

TEST_F(Streaming, ABlockThatCannotBeDecodedLeavesThePartBeforeIt) {
  write_sound(folder_ / "x",
              {.samples = make_bursts(20, 22050, 1), .rate_hz = 22050, .coding = Coding::kFlac});
  std::string bytes = read_bytes(folder_ / "x");
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2), bytes.size() / 5, '\x55');
  write_bytes(folder_ / "x", bytes);
  for (const double excerpt_s : {0.0, 3.0}) {
    const Recording recording = load(folder_ / "x", {.excerpt_s = excerpt_s});
    EXPECT_GE(recording.signal.samples.size(), 3U * 22050U);
    EXPECT_NE(recording.facts.damage, "");
  }
}

TEST_F(Streaming, FlippedBitsAnywhereNeverDoHarm) {
  std::uint32_t state = 7;
  for (const Coding coding : kCommonCodings) {
    write_sound(folder_ / "whole",
                {.samples = make_bursts(2, 16000, 2), .rate_hz = 16000, .channels = 2, .coding = coding});
    const std::string bytes = read_bytes(folder_ / "whole");
    for (int round = 0; round < 40; ++round) {
      std::string damaged = bytes;
      for (int i = 0; i <= round % 8; ++i) {
        state = state * 1664525U + 1013904223U;
        // Behind the first bytes: with another magic word it is another file.
        damaged[16 + (state >> 4U) % (damaged.size() - 16)] ^= static_cast<char>(1U << (state >> 29U));
      }
      write_bytes(folder_ / "x", damaged);
      for (const double excerpt_s : {0.0, 0.5}) {
        try {
          const Recording recording = load(folder_ / "x", {.excerpt_s = excerpt_s});
          EXPECT_FALSE(recording.signal.samples.empty());
          EXPECT_GT(recording.facts.duration_s, 0);
          EXPECT_TRUE(
              std::ranges::all_of(recording.signal.samples, [](float x) { return std::isfinite(x); }));
        } catch (const Error& error) {
          EXPECT_TRUE(error.kind() == ErrorKind::kFormat || error.kind() == ErrorKind::kData) << error.what();
        }
      }
    }
  }
}

TEST_F(Streaming, ManyChannelsAndStrangeRates) {
  for (const int channels : {3, 64, 1024}) {
    const auto value = [](double, int channel) { return channel % 2 == 0 ? 0.5 : 0.25; };
    write_sound(folder_ / "x", {.samples = make_samples(0.05, 8000, channels, value),
                                .rate_hz = 8000,
                                .channels = channels,
                                .coding = Coding::kWavFloat});
    const double mean = channels == 3 ? 1.25 / 3 : 0.375;
    EXPECT_TRUE(expect_close(load(folder_ / "x", {.rate_hz = 8000}).signal.samples,
                             std::vector<float>(400, static_cast<float>(mean)), {.absolute = 1e-6}))
        << channels;
  }
  write_sound(folder_ / "fast", {.samples = make_tone(1, 768000, 1, 1000), .rate_hz = 768000});
  EXPECT_EQ(load(folder_ / "fast", {}).signal.samples.size(), 22050U);
  write_sound(folder_ / "slow", {.samples = std::vector<float>(100), .rate_hz = 1});
  EXPECT_TRUE(throws_error(ErrorKind::kData, "has a sample rate of 1 Hz: convert it",
                           [&] { load(folder_ / "slow", {}); }));
  write_sound(folder_ / "none.wav", {.samples = std::vector<float>(100)});
  std::string bytes = read_bytes(folder_ / "none.wav");
  bytes[22] = 0;  // channels
  write_bytes(folder_ / "none.wav", bytes);
  EXPECT_THROW(load(folder_ / "none.wav", {}), Error);
}

TEST_F(Streaming, StrangeNamesAreOpenedAsTheyAre) {
  for (const char* name : {"line\nbreak", "quote\"'`$(x)", "\xFF\xFE", " ", "-i", "%s%n", "a\\b"}) {
    for (const Coding coding : {Coding::kWav, Coding::kMp3, Coding::kFlac}) {
      write_sound(folder_ / "plain", {.samples = make_tone(0.5, 44100, 1, 440), .coding = coding});
      std::filesystem::rename(folder_ / "plain", folder_ / name);
      EXPECT_EQ(load(folder_ / name, {}).signal.samples.size(), 11025U) << name;
    }
  }
}

TEST_F(Streaming, HugeTagsAreNoSound) {
  // 50 MB of ID3v2 before the sound, as from a cover of absurd size, and a FLAC picture.
  constexpr std::size_t kTag = 50'000'000;
  std::string tag = "ID3\x03" + std::string(2, '\0');
  for (int shift = 21; shift >= 0; shift -= 7)
    tag += static_cast<char>((kTag >> static_cast<unsigned>(shift)) & 0x7FU);
  tag += "APIC" + std::string(kTag - 4, '\xFF');
  for (const Coding coding : {Coding::kMp3, Coding::kFlac}) {
    write_sound(folder_ / "x", {.samples = make_tone(2, 44100, 1, 440), .coding = coding});
    const std::string sound = read_bytes(folder_ / "x");
    write_bytes(folder_ / "x", tag + sound);
    const Recording recording = load(folder_ / "x", {.excerpt_s = 1});
    EXPECT_EQ(recording.signal.samples.size(), 22050U) << name_of(coding);
    EXPECT_NEAR(recording.facts.duration_s, 2, 1e-9) << name_of(coding);
    EXPECT_EQ(recording.facts.damage, "") << name_of(coding);
  }
  write_sound(folder_ / "x", {.samples = make_tone(2, 44100, 1, 440), .coding = Coding::kFlac});
  std::string flac = read_bytes(folder_ / "x");
  constexpr std::size_t kStreamInfo = 4 + 4 + 34;
  const std::string picture = std::string("\x06\x10\x00\x00", 4) + std::string(1 << 20, '\0');
  write_bytes(folder_ / "x", flac.insert(kStreamInfo, picture));
  EXPECT_EQ(load(folder_ / "x", {.excerpt_s = 1}).signal.samples.size(), 22050U);
}

TEST_F(Streaming, OpusIsEnteredNearTheExcerpt) {
  // What follows a seek and some seconds of run-up equals what decoding from the start gives.
  for (const double compression : {0.0, 0.99}) {
    write_sound(folder_ / "x", {.samples = make_bursts(60, 48000, 1),
                                .rate_hz = 48000,
                                .coding = Coding::kOpus,
                                .compression = compression});
    SndfileDecoder from_start(folder_ / "x");
    const std::vector<float> whole = read_all(from_start);
    for (const std::int64_t place : {std::int64_t{240001}, std::int64_t{1440000}, std::int64_t{2400777}}) {
      SndfileDecoder decoder(folder_ / "x");
      ASSERT_TRUE(decoder.skip_to(place));
      const auto block = decoder.read(48000);
      EXPECT_TRUE(expect_close(block, std::span(whole).subspan(place, block.size()), {.absolute = 1e-4}))
          << place;
    }
  }
}

}  // namespace
}  // namespace mrec::audio
