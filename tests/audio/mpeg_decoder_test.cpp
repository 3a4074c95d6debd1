#include "audio/mpeg_decoder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "audio/mpeg_walk.h"
#include "audio/sndfile_decoder.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/mpeg_fixture.h"
#include "support/read_decoder.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

struct Kind {
  int rate_hz;
  int channels;
  BitRate bit_rate;
  double compression;
};

// All versions of MPEG, to the lowest bit rates (32 kbit/s at 44.1 kHz, 8 below 32 kHz).
constexpr Kind kKinds[] = {
    {44100, 2, BitRate::kConstant, 0.5}, {44100, 2, BitRate::kConstant, 1},
    {44100, 1, BitRate::kConstant, 1},   {48000, 2, BitRate::kVariable, 0},
    {44100, 2, BitRate::kVariable, 1},   {44100, 1, BitRate::kVariable, 0.5},
    {32000, 2, BitRate::kAverage, 0.7},  {22050, 2, BitRate::kConstant, 1},
    {24000, 1, BitRate::kConstant, 1},   {16000, 2, BitRate::kVariable, 1},
    {8000, 1, BitRate::kConstant, 0.9},  {11025, 2, BitRate::kVariable, 0.5},
};

class EveryMpeg : public ::testing::TestWithParam<Kind> {
 protected:
  std::string bytes(double seconds) {
    const Kind& kind = GetParam();
    return mpeg_bytes(folder_ / "scratch", {.samples = make_bursts(seconds, kind.rate_hz, kind.channels),
                                            .rate_hz = kind.rate_hz,
                                            .channels = kind.channels,
                                            .bit_rate = kind.bit_rate,
                                            .compression = kind.compression});
  }

  TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Mpeg, EveryMpeg, ::testing::ValuesIn(kKinds));

TEST_P(EveryMpeg, GivesTheMeanOfWhatLibsndfileGives) {
  const std::string stream = bytes(3);
  write_bytes(folder_ / "x", stream);
  MpegDecoder ours(folder_ / "x", 0);
  SndfileDecoder theirs(folder_ / "x");
  const std::vector<float> samples = read_all(ours);
  EXPECT_TRUE(expect_close(samples, read_all(theirs), {.absolute = 4e-6}));
  EXPECT_EQ(ours.claimed_frames(), static_cast<std::int64_t>(samples.size()));
  if (!has_xing_tag(stream)) return;  // libsndfile guesses the length
  EXPECT_EQ(ours.claimed_frames(), theirs.claimed_frames());
  EXPECT_EQ(ours.claimed_frames(), 3 * GetParam().rate_hz);  // without delay and padding
}

TEST_P(EveryMpeg, SkippingIsExact) {
  const std::string tagged = bytes(12);
  for (const std::string& stream : {tagged, without_xing_tag(tagged)}) {
    write_bytes(folder_ / "x", stream);
    MpegDecoder from_start(folder_ / "x", 0);
    const std::vector<float> whole = read_all(from_start);
    EXPECT_EQ(from_start.claimed_frames(), static_cast<std::int64_t>(whole.size()));
    for (const double second : {0.01, 3.3, 6.7, 9.0, 4.9}) {
      const auto start = static_cast<std::int64_t>(second * GetParam().rate_hz) + 1;
      MpegDecoder decoder(folder_ / "x", 0);
      for (const std::int64_t place : {start, start + 100, start - start / 3}) {  // on and back again
        ASSERT_TRUE(decoder.skip_to(place));
        EXPECT_TRUE(expect_close(read_all(decoder, 20000), std::span(whole).subspan(place, 20000),
                                 {.absolute = 1e-6}))
            << "at " << place;
      }
    }
    MpegDecoder decoder(folder_ / "x", 0);
    const auto length = static_cast<std::int64_t>(whole.size());
    EXPECT_TRUE(decoder.skip_to(length - 1));
    EXPECT_EQ(read_all(decoder).size(), 1U);
    EXPECT_FALSE(decoder.skip_to(length + 5000) && !decoder.read(1).empty());
    EXPECT_EQ(decoder.count_frames(), length);
  }
}

TEST_P(EveryMpeg, TheLengthIsTrueWithoutATag) {
  const std::string stream = without_xing_tag(bytes(10));
  write_bytes(folder_ / "x", stream);
  MpegDecoder decoder(folder_ / "x", 0);
  // Delay and padding are sound now: at most three frames.
  EXPECT_GE(*decoder.claimed_frames(), 10 * GetParam().rate_hz);
  EXPECT_LE(*decoder.claimed_frames(), 10 * GetParam().rate_hz + 3 * 1152);
  EXPECT_EQ(decoder.count_frames(), decoder.claimed_frames());
  EXPECT_FALSE(decoder.loss());
}

TEST_P(EveryMpeg, AFileCutShortIsNoticed) {
  const std::string tagged = bytes(10);
  for (const std::string& stream : {tagged, without_xing_tag(tagged)}) {
    for (const std::size_t cut : {stream.size() / 3, stream.size() * 2 / 3, stream.size() - 10}) {
      write_bytes(folder_ / "x", stream.substr(0, cut));
      MpegDecoder decoder(folder_ / "x", 0);
      // Between two frames of a stream without a tag nothing tells that there were more.
      const bool is_seen = has_xing_tag(stream) || walk_mpeg_frames(InputFile(folder_ / "x"), 0).end < cut;
      ASSERT_EQ(decoder.loss().has_value(), is_seen) << cut << " of " << stream.size();
      if (has_xing_tag(stream)) {
        EXPECT_EQ(decoder.loss()->promised_frames, 10 * GetParam().rate_hz);
      }
      const std::int64_t real = decoder.count_frames();
      EXPECT_LE(*decoder.claimed_frames(), real);
      EXPECT_GE(*decoder.claimed_frames() + decoder.slack_frames(), real);
    }
  }
}

class Mpeg : public ::testing::Test {
 protected:
  Mpeg() : song_(mpeg_bytes(folder_ / "scratch", {.samples = make_bursts(5, 44100, 2)})) {}

  TempFolder folder_;
  std::string song_;
};

TEST_F(Mpeg, WhatStandsBehindTheSoundIsNoSound) {
  std::string noise(300000, '\0');
  std::uint32_t state = 1;
  for (char& byte : noise) byte = static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
  const std::string id3v1 = "TAG" + std::string(125, '\0');
  const std::string chance =
      std::string(100, 'x') + without_xing_tag(song_).substr(0, 4) + std::string(5000, 'x');
  for (const std::string& stream : {song_, without_xing_tag(song_)}) {
    write_bytes(folder_ / "x", stream);
    const std::int64_t length = MpegDecoder(folder_ / "x", 0).claimed_frames().value();
    for (const std::string& tail :
         {id3v1, "APETAGEX" + noise, std::string(5000, '\0'), chance, noise + id3v1}) {
      write_bytes(folder_ / "x", stream + tail);
      MpegDecoder decoder(folder_ / "x", 0);
      EXPECT_EQ(decoder.claimed_frames(), length);
      EXPECT_FALSE(decoder.loss());
      EXPECT_EQ(decoder.count_frames(), length);
    }
  }
}

TEST_F(Mpeg, AnAppendedFileCounts) {
  const std::string cover =
      "ID3\x04" + std::string(3, '\0') + std::string("\x05\x00\x00", 3) + std::string(81920, 'x');
  for (const std::string& middle : {std::string(), cover}) {
    write_bytes(folder_ / "x", song_ + middle + song_);
    MpegDecoder decoder(folder_ / "x", 0);
    EXPECT_NEAR(static_cast<double>(*decoder.claimed_frames()), 10 * 44100, 7000);
    EXPECT_NEAR(static_cast<double>(decoder.count_frames()), static_cast<double>(*decoder.claimed_frames()),
                static_cast<double>(decoder.slack_frames()));
  }
}

TEST_F(Mpeg, AHoleDoesNotEndIt) {
  const std::string stream = without_xing_tag(song_);
  std::string damaged = stream;
  std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(damaged.size() / 2), 20000, '\0');
  write_bytes(folder_ / "x", damaged);
  MpegDecoder decoder(folder_ / "x", 0);
  EXPECT_FALSE(decoder.loss());
  EXPECT_GT(*decoder.claimed_frames(), 3 * 44100);
  EXPECT_NEAR(static_cast<double>(decoder.count_frames()), static_cast<double>(*decoder.claimed_frames()),
              static_cast<double>(decoder.slack_frames()));
}

TEST_F(Mpeg, AnotherRateEndsIt) {
  const std::string other =
      mpeg_bytes(folder_ / "scratch", {.samples = make_bursts(5, 22050, 2), .rate_hz = 22050});
  write_bytes(folder_ / "x", song_ + other);
  MpegDecoder decoder(folder_ / "x", 0);
  EXPECT_EQ(decoder.rate_hz(), 44100);
  EXPECT_NEAR(static_cast<double>(decoder.count_frames()), 5 * 44100, 5000);
}

TEST_F(Mpeg, TheLibraryIsQuiet) {
  std::string damaged = song_;
  for (std::size_t i = 2000; i < damaged.size(); i += 97) damaged[i] = static_cast<char>(~damaged[i]);
  write_bytes(folder_ / "x", damaged);
  ::testing::internal::CaptureStderr();
  MpegDecoder decoder(folder_ / "x", 0);
  decoder.skip_to(100000);
  decoder.count_frames();
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(Mpeg, ChannelsThatSwitchTheirBlocksApartAreMixedAfterwards) {
  // Encoders that let channels do so are rare. A flipped flag of window switching makes such frames as well,
  // of a sound that nobody would want to hear, but that both ways have to agree on.
  std::string stream = without_xing_tag(song_);
  std::size_t apart = 0;
  std::size_t number = 0;
  for (std::size_t place = 0; place + 4 < stream.size();) {
    const std::span rest(reinterpret_cast<const unsigned char*>(stream.data()) + place,
                         stream.size() - place);
    const auto frame = parse_mpeg_frame(rest);
    if (!frame || frame->length_bytes > rest.size()) break;
    EXPECT_TRUE(has_equal_blocks(*frame, rest.subspan(4)));  // LAME keeps them together
    if (++number > 60 && number % 20 == 0) {
      constexpr std::size_t kFlagBit = 20 + 59 + 33;  // of the second channel of the first granule
      stream[place + 4 + kFlagBit / 8] ^= static_cast<char>(0x80U >> kFlagBit % 8);
      apart += has_equal_blocks(*frame, rest.subspan(4)) ? 0 : 1;
    }
    place += frame->length_bytes;
  }
  EXPECT_GT(apart, 3U);
  write_bytes(folder_ / "x", stream);
  MpegDecoder ours(folder_ / "x", 0);
  ::testing::internal::CaptureStderr();  // libsndfile lets libmpg123 complain
  SndfileDecoder theirs(folder_ / "x");
  const std::vector<float> mean = read_all(theirs);
  ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(expect_close(read_all(ours), mean, {.absolute = 1e-5, .relative = 1e-5}));
  MpegDecoder skipping(folder_ / "x", 0);
  ASSERT_TRUE(skipping.skip_to(100000));
  EXPECT_TRUE(expect_close(read_all(skipping, 50000), std::span(mean).subspan(100000, 50000),
                           {.absolute = 1e-5, .relative = 1e-5}));
}

TEST_F(Mpeg, ATagThatCannotBeTrueIsNotBelieved) {
  const std::size_t tag = song_.find("Info");
  ASSERT_NE(tag, std::string::npos);
  for (const char* frames : {"\xFF\xFF\xFF\xFF", "\x00\x00\x00\x05", "\x00\x00\x00\x00"}) {
    for (const char* bytes : {"\xFF\xFF\xFF\xFF", "\x00\x00\x10\x00"}) {
      std::string lying = song_;
      lying.replace(tag + 8, 4, frames, 4).replace(tag + 12, 4, bytes, 4);
      write_bytes(folder_ / "x", lying);
      MpegDecoder decoder(folder_ / "x", 0);
      EXPECT_NEAR(static_cast<double>(decoder.count_frames()), 5 * 44100, 4000);
      EXPECT_NEAR(static_cast<double>(*decoder.claimed_frames()), 5 * 44100, 4000);
    }
  }
}

TEST_F(Mpeg, RefusesWhatIsNone) {
  write_bytes(folder_ / "x", std::string(10000, 'x'));
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, "x: cannot be decoded", [&] { MpegDecoder(folder_ / "x", 0); }));
}

}  // namespace
}  // namespace mrec::audio
