#include "audio/decoder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <tuple>

#include "support/audio_fixture.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/read_decoder.h"
#include "support/temp_folder.h"
#include "support/unreadable.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

std::vector<float> decoded(const std::filesystem::path& path) {
  return read_all(*open_decoder(path));
}

class EveryCoding : public ::testing::TestWithParam<std::tuple<Coding, int>> {};

INSTANTIATE_TEST_SUITE_P(Decoder, EveryCoding,
                         ::testing::Combine(::testing::ValuesIn(kCommonCodings), ::testing::Values(1, 2)),
                         [](const auto& test) {
                           return name_of(std::get<0>(test.param)) +
                                  (std::get<1>(test.param) == 1 ? "_mono" : "_stereo");
                         });

TEST_P(EveryCoding, GivesBackTheToneThatWasWritten) {
  const auto [coding, channels] = GetParam();
  const TempFolder folder;
  constexpr int kRateHz = 48000;  // one that Opus knows
  write_sound(folder / "tone", {.samples = make_tone(1, kRateHz, channels, 440),
                                .rate_hz = kRateHz,
                                .channels = channels,
                                .coding = coding});
  const auto opened = open_decoder(folder / "tone");
  Decoder& decoder = *opened;
  EXPECT_EQ(decoder.rate_hz(), kRateHz);
  EXPECT_EQ(decoder.claimed_frames(), kRateHz);
  const std::vector<float> samples = read_all(decoder);
  const std::vector<float> tone = make_tone(1, kRateHz, 1, 440);
  ASSERT_EQ(samples.size(), tone.size());
  // Not the last of it: libsndfile's Opus encoder spoils some samples where the sound breaks off.
  EXPECT_TRUE(
      expect_close(std::span(samples).first(47000), std::span(tone).first(47000), {.absolute = 0.05}));
  EXPECT_TRUE(decoder.read(1).empty());
}

TEST_P(EveryCoding, SkippingIsExact) {
  const auto [coding, channels] = GetParam();
  for (const double compression : {-1.0, 0.99}) {
    const TempFolder folder;
    write_sound(folder / "bursts", {.samples = make_bursts(12, 16000, channels),
                                    .rate_hz = 16000,
                                    .channels = channels,
                                    .coding = coding,
                                    .compression = compression});
    const std::vector<float> whole = decoded(folder / "bursts");
    for (const std::int64_t start :
         {std::int64_t{1}, std::int64_t{31111}, std::int64_t{96000}, std::int64_t{150001}}) {
      const auto opened = open_decoder(folder / "bursts");
      Decoder& decoder = *opened;
      ASSERT_TRUE(decoder.skip_to(start));
      // libmpg123 adds the same terms in another order after a seek.
      const double tolerance = coding == Coding::kMp3 ? 1e-6 : 0;
      EXPECT_TRUE(expect_close(read_all(decoder, 20000), std::span(whole).subspan(start).first(20000),
                               {.absolute = tolerance}))
          << "start " << start << ", compression " << compression;
    }
  }
}

TEST(Decoder, SkipsExactlyWhereSeekingIsRefused) {
  for (const Coding coding : {Coding::kWavIma, Coding::kWavGsm, Coding::kWavUlaw}) {
    const TempFolder folder;
    write_sound(folder / "x.wav", {.samples = make_bursts(3, 8000, 1), .rate_hz = 8000, .coding = coding});
    const std::vector<float> whole = decoded(folder / "x.wav");
    const auto opened = open_decoder(folder / "x.wav");
    Decoder& decoder = *opened;
    ASSERT_TRUE(decoder.skip_to(12345));
    EXPECT_TRUE(expect_close(read_all(decoder), std::span(whole).subspan(12345), {})) << name_of(coding);
  }
}

TEST(Decoder, GoesBackAndCounts) {
  for (const Coding coding : kCommonCodings) {
    const TempFolder folder;
    write_sound(folder / "x", {.samples = make_bursts(2, 48000, 1), .rate_hz = 48000, .coding = coding});
    const auto opened = open_decoder(folder / "x");
    Decoder& decoder = *opened;
    const std::vector<float> whole = read_all(decoder);
    EXPECT_EQ(decoder.count_frames(), 96000) << name_of(coding);
    ASSERT_TRUE(decoder.skip_to(100));
    EXPECT_TRUE(expect_close(read_all(decoder, 500), std::span(whole).subspan(100, 500), {}))
        << name_of(coding);
    EXPECT_FALSE(decoder.skip_to(96001) && !decoder.read(1).empty()) << name_of(coding);
  }
}

TEST(Decoder, AveragesChannels) {
  const TempFolder folder;
  const auto value = [](double t, int channel) { return channel == 0 ? 0.5 : (channel == 1 ? -0.25 : t); };
  write_sound(folder / "stereo.wav", {.samples = make_samples(3, 8000, 2, value),
                                      .rate_hz = 8000,
                                      .channels = 2,
                                      .coding = Coding::kWavFloat});
  EXPECT_TRUE(expect_close(decoded(folder / "stereo.wav"), std::vector<float>(24000, 0.125F), {}));
  write_sound(folder / "three.wav", {.samples = make_samples(0.5, 8000, 3, value),
                                     .rate_hz = 8000,
                                     .channels = 3,
                                     .coding = Coding::kWavFloat});
  const auto mean = make_samples(0.5, 8000, 1, [](double t, int) { return (0.25 + t) / 3; });
  EXPECT_TRUE(expect_close(decoded(folder / "three.wav"), mean, {.absolute = 1e-6}));
}

TEST(Decoder, ReadsVeryManyChannels) {
  const TempFolder folder;
  const auto value = [](double, int channel) { return channel % 2 == 0 ? 0.5 : 0.25; };
  write_sound(folder / "x.wav", {.samples = make_samples(0.05, 8000, 1000, value),
                                 .rate_hz = 8000,
                                 .channels = 1000,
                                 .coding = Coding::kWavFloat});
  EXPECT_TRUE(expect_close(decoded(folder / "x.wav"), std::vector<float>(400, 0.375F), {.absolute = 1e-6}));
}

TEST(Decoder, BelievesTheContentAndNotTheName) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    for (const char* name : {"a.mp3", "a.wav", "a.flac", "a.txt", "a.raw", "a.vox", "a.gsm", "a"}) {
      write_sound(folder / name,
                  {.samples = make_tone(0.5, 48000, 1, 440), .rate_hz = 48000, .coding = coding});
      EXPECT_EQ(decoded(folder / name).size(), 24000U) << name_of(coding) << " in " << name;
    }
  }
}

TEST(Decoder, RefusesDamagedMp4WhateverItsName) {
  const TempFolder folder;
  std::string bytes(
      "\0\0\0\x20"
      "ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0",
      32);
  for (int i = 0; i < 4000; ++i) bytes += "\xFF\xFB\x90\x40noise";
  for (const char* name : {"a.mp3", "a.m4a", "a.wav"}) {
    write_bytes(folder / name, bytes);
    // Never the frames of MPEG audio that seem to be in it.
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "ffmpeg", [&] { open_decoder(folder / name); }));
  }
}

TEST(Decoder, SaysWhatIsWrongWithWhatIsNoSoundFile) {
  const TempFolder folder;
  write_bytes(folder / "empty.wav", "");
  write_bytes(folder / "text.mp3", "This is a letter and no song.\n");
  write_sound(folder / "secret.wav", {.samples = make_tone(0.1, 8000, 1, 440), .rate_hz = 8000});
  ASSERT_EQ(::mkfifo((folder / "fifo.wav").c_str(), 0600), 0);
  const auto opening = [&](const char* name) { return [&folder, name] { open_decoder(folder / name); }; };
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "empty.wav: is empty", opening("empty.wav")));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "text.mp3: is not audio", opening("text.mp3")));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be opened: No such file", opening("missing.wav")));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is a folder", opening(".")));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is not a regular file", opening("fifo.wav")));
  const Unreadable unreadable(folder / "secret.wav");
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "cannot be opened: Permission denied", opening("secret.wav")));
}

TEST(Decoder, RefusesRatesThatAreNoSound) {
  const TempFolder folder;
  write_sound(folder / "slow.wav", {.samples = std::vector<float>(100), .rate_hz = 1});
  EXPECT_TRUE(throws_error(ErrorKind::kData, "has a sample rate of 1 Hz",
                           [&] { open_decoder(folder / "slow.wav"); }));
  write_sound(folder / "fast.wav", {.samples = std::vector<float>(100), .rate_hz = 768000});
  EXPECT_EQ(open_decoder(folder / "fast.wav")->rate_hz(), 768000);
}

TEST(Decoder, ThreadsDoNotMixUpTheirErrors) {
  const TempFolder folder;
  write_bytes(folder / "text.wav", "no song");
  write_bytes(folder / "cut.wav", std::string_view("RIFF\x04\0\0\0WAVE", 12));
  write_sound(folder / "good.mp3", {.samples = make_tone(0.1, 44100, 1, 440), .coding = Coding::kMp3});
  const auto work = [&folder](int& wrong) {
    for (int i = 0; i < 100; ++i) {
      wrong += !throws_error(ErrorKind::kFormat, "is not audio", [&] { open_decoder(folder / "text.wav"); });
      if (i % 50 == 0) {  // ffmpeg is asked too, which takes its time
        wrong +=
            !throws_error(ErrorKind::kFormat, "cannot be decoded", [&] { open_decoder(folder / "cut.wav"); });
      }
      wrong += decoded(folder / "good.mp3").size() != 4410;
    }
  };
  std::array<int, 4> wrong{};
  std::vector<std::thread> threads;
  for (int& count : wrong) threads.emplace_back(work, std::ref(count));
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, (std::array<int, 4>{}));
}

}  // namespace
}  // namespace mrec::audio
