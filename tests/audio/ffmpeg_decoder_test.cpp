#include "audio/ffmpeg_decoder.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

#include "audio/media_tools.h"
#include "mrec/audio/recording.h"
#include "support/audio_fixture.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/path_variable.h"
#include "support/read_decoder.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

/// With the real program; where there is none, tests/CMakeLists.txt leaves these tests out and says so.
class Ffmpeg : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(find_program("ffmpeg") && find_program("ffprobe")) << "ffmpeg is not installed";
    write_sound(folder_ / "sound.wav",
                {.samples = make_bursts(12, 44100, 2), .rate_hz = 44100, .channels = 2});
  }

  /// Runs ffmpeg on sound.wav; false when this one lacks the encoder.
  bool convert(const std::string& options, const std::string& name, const std::string& more_input = "") {
    const std::string command = "ffmpeg -nostdin -v quiet -y " + more_input + " -i '" +
                                (folder_ / "sound.wav").string() + "' " + options + " '" +
                                (folder_ / name).string() + "'";
    return std::system(command.c_str()) == 0;
  }

  TempFolder folder_;
};

TEST_F(Ffmpeg, ReadsWhatTheLibrariesRefuse) {
  const std::vector<float> whole =
      load(folder_ / "sound.wav", {.rate_hz = 44100, .excerpt_s = 0}).signal.samples;
  struct Case {
    const char* name;
    const char* options;
    double tolerance;
  };
  int read = 0;
  for (const Case& test : {Case{"a.m4a", "-c:a alac", 1e-4}, Case{"a.tta", "", 1e-4}, Case{"a.wv", "", 1e-4},
                           Case{"a.mka", "-c:a pcm_s16le", 1e-4}, Case{"a.mov", "-c:a pcm_s16le", 1e-4},
                           Case{"aac.m4a", "-c:a aac -b:a 256k", 0.2}, Case{"a.wma", "", 0.3}}) {
    if (!convert(test.options, test.name)) continue;
    ++read;
    const auto decoder = open_decoder(folder_ / test.name);
    EXPECT_NE(dynamic_cast<FfmpegDecoder*>(decoder.get()), nullptr) << test.name;
    EXPECT_EQ(decoder->rate_hz(), 44100) << test.name;
    EXPECT_NEAR(static_cast<double>(decoder->claimed_frames().value()), 12 * 44100, 5000) << test.name;
    const std::vector<float> samples = read_all(*decoder);
    ASSERT_NEAR(static_cast<double>(samples.size()), 12 * 44100, 5000) << test.name;
    if (test.tolerance < 0.1) {
      EXPECT_TRUE(expect_close(samples, whole, {.absolute = test.tolerance})) << test.name;
    }
    const Recording recording = load(folder_ / test.name, {.excerpt_s = 5});
    EXPECT_EQ(recording.signal.samples.size(), 5U * 22050U) << test.name;
    EXPECT_EQ(recording.facts.damage, "") << test.name;
    EXPECT_NEAR(recording.facts.duration_s, 12, 0.15) << test.name;
  }
  EXPECT_GE(read, 4) << "this ffmpeg lacks too many encoders to say anything";
}

TEST_F(Ffmpeg, SkipsToTheVerySample) {
  for (const auto& [name, options] : {std::pair<const char*, const char*>{"a.m4a", "-c:a alac"},
                                      {"aac.m4a", "-c:a aac -aac_pns 0"},
                                      {"a.tta", ""}}) {
    if (!convert(options, name)) continue;
    FfmpegDecoder decoder(folder_ / name);
    const std::vector<float> whole = read_all(decoder);
    for (const std::int64_t place :
         {std::int64_t{500000}, std::int64_t{100001}, std::int64_t{123456}, std::int64_t{0}}) {
      ASSERT_TRUE(decoder.skip_to(place)) << name;
      const auto block = decoder.read(5000);
      EXPECT_TRUE(expect_close(block, std::span(whole).subspan(place, block.size()), {.absolute = 1e-5}))
          << name << " at " << place;
    }
    EXPECT_EQ(decoder.count_frames(), static_cast<std::int64_t>(whole.size())) << name;
    EXPECT_TRUE(decoder.has_its_end()) << name;
  }
}

TEST_F(Ffmpeg, AveragesAllChannels) {
  // Down-mixing in ffmpeg would weigh the six of them differently.
  const auto value = [](double, int channel) { return 0.1 * channel; };
  write_sound(folder_ / "sound.wav",
              {.samples = make_samples(1, 8000, 6, value), .rate_hz = 8000, .channels = 6});
  ASSERT_TRUE(convert("-c:a pcm_s16le", "a.mka"));
  EXPECT_TRUE(expect_close(load(folder_ / "a.mka", {.rate_hz = 8000}).signal.samples,
                           std::vector<float>(8000, 0.25F), {.absolute = 1e-4}));
}

TEST_F(Ffmpeg, TakesTheSoundOfVideos) {
  ASSERT_TRUE(convert("-c:v mpeg4 -c:a pcm_s16le", "a.mov", "-f lavfi -i testsrc=d=12:s=64x64"));
  EXPECT_EQ(load(folder_ / "a.mov", {.excerpt_s = 2}).signal.samples.size(), 2U * 22050U);
  ASSERT_TRUE(convert("-map 0:v -c:v mpeg4", "mute.mov", "-f lavfi -i testsrc=d=1:s=64x64"));
  EXPECT_TRUE(
      throws_error(ErrorKind::kData, "mute.mov: has no sound", [&] { load(folder_ / "mute.mov", {}); }));
}

TEST_F(Ffmpeg, DecodesFromTheStartWithoutFfprobe) {
  ASSERT_TRUE(convert("-c:a alac", "a.m4a"));
  const Recording expected = load(folder_ / "a.m4a", {.excerpt_s = 5});
  std::filesystem::create_directory(folder_ / "bin");
  std::filesystem::create_symlink(*find_program("ffmpeg"), folder_ / "bin/ffmpeg");
  const PathVariable variable((folder_ / "bin").string());
  const Recording recording = load(folder_ / "a.m4a", {.excerpt_s = 5});
  EXPECT_TRUE(expect_close(recording.signal.samples, expected.signal.samples, {.absolute = 1e-5}));
  EXPECT_DOUBLE_EQ(recording.facts.duration_s, expected.facts.duration_s);
}

TEST_F(Ffmpeg, ACutFileIsUsedAndMarked) {
  for (const auto& [name, options] :
       {std::pair<const char*, const char*>{"a.m4a", "-c:a alac -movflags +faststart"},
        {"a.mka", "-c:a pcm_s16le"},
        {"a.tta", ""}}) {
    if (!convert(options, name)) continue;
    const std::string bytes = read_bytes(folder_ / name);
    write_bytes(folder_ / name, std::string_view(bytes).substr(0, bytes.size() * 2 / 3));
    const Recording recording = load(folder_ / name, {.excerpt_s = 3});
    EXPECT_EQ(recording.signal.samples.size(), 3U * 22050U) << name;
    EXPECT_NEAR(recording.facts.duration_s, 8, 1) << name;
    EXPECT_TRUE(recording.facts.damage.starts_with("breaks off after "))
        << name << ": " << recording.facts.damage;
    EXPECT_TRUE(recording.facts.damage.ends_with(" of 12.0 s")) << name << ": " << recording.facts.damage;
  }
}

TEST_F(Ffmpeg, WhatItRefusesIsToldInItsWords) {
  ASSERT_TRUE(convert("-c:a alac", "a.m4a"));  // the table of contents is at the end
  const std::string bytes = read_bytes(folder_ / "a.m4a");
  write_bytes(folder_ / "a.m4a", std::string_view(bytes).substr(0, bytes.size() / 2));
  try {
    load(folder_ / "a.m4a", {});
    FAIL() << "loaded";
  } catch (const Error& error) {
    const std::string message = error.what();
    EXPECT_EQ(error.kind(), ErrorKind::kFormat);
    EXPECT_NE(message.find("a.m4a: cannot be decoded by ffmpeg ("), std::string::npos) << message;
    EXPECT_EQ(message.find("no reason given"), std::string::npos) << message;
    EXPECT_EQ(message.find("/dev/fd"), std::string::npos) << message;
    EXPECT_EQ(message.find("0x"), std::string::npos) << message;
  }
}

TEST_F(Ffmpeg, NamesAreNeitherOptionsNorProtocols) {
  ASSERT_TRUE(convert("-c:a alac", "a.m4a"));
  const std::string bytes = read_bytes(folder_ / "a.m4a");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());
  for (const char* name :
       {"-i", "-version", "http:x", "concat:a|b", "%03d.m4a", "a\nb.m4a", "a\"'`$(ls).m4a", "\xFF.m4a"}) {
    write_bytes(folder_ / name, bytes);
    EXPECT_EQ(load(name, {.excerpt_s = 1}).signal.samples.size(), 22050U) << name;
  }
  std::filesystem::current_path(before);
}

TEST_F(Ffmpeg, ListsAreNotFollowed) {
  // Were they, the sound of another file would be decoded. They are called what ffmpeg believes a list by.
  ASSERT_TRUE(convert("-c:a alac", "a.m4a"));
  const std::string target = (folder_ / "a.m4a").string();
  for (const auto& [name, text] :
       {std::pair<const char*, std::string>{
            "x.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + target + "\n#EXT-X-ENDLIST\n"},
        {"x.ffconcat", "ffconcat version 1.0\nfile '" + target + "'\n"},
        {"x.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n"}}) {
    write_bytes(folder_ / name, text);
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is not audio", [&] { open_decoder(folder_ / name); }))
        << name;
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "cannot be decoded by ffmpeg", [&] {
      FfmpegDecoder(folder_ / name);
    })) << name;
  }
}

/// With programs of our own in its place.
class FakeFfmpeg : public ::testing::Test {
 protected:
  FakeFfmpeg() {
    write_bytes(folder_ / "x.wma",
                std::string("\x30\x26\xB2\x75\x8E\x66\xCF\x11", 8) + std::string(1000, 'x'));
  }

  void install(const std::string& ffmpeg, const std::string& ffprobe = "") {
    write_script(folder_ / "bin/ffmpeg", ffmpeg);
    if (!ffprobe.empty()) write_script(folder_ / "bin/ffprobe", ffprobe);
  }

  void open() { FfmpegDecoder(folder_ / "x.wma", 0.4); }

  TempFolder folder_;
  PathVariable variable_{(folder_ / "bin").string()};
};

/// AU header: float, 8000 Hz, mono.
const std::string kHeader = R"(printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\037\100\0\0\0\001'; )";

TEST_F(FakeFfmpeg, WithoutItTheMessageSaysHowToGetIt) {
  EXPECT_TRUE(throws_error(
      ErrorKind::kFormat,
      "x.wma: is in a format that needs ffmpeg: install ffmpeg (apt install ffmpeg) and run again "
      "with --retry",
      [&] { open_decoder(folder_ / "x.wma"); }));
  write_bytes(folder_ / "x.m4a", "a letter");
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, "x.m4a: is not audio", [&] { open_decoder(folder_ / "x.m4a"); }));
  write_bytes(folder_ / "cut.wav", std::string_view("RIFF\x04\0\0\0WAVE", 12));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "cut.wav: cannot be decoded (",
                           [&] { open_decoder(folder_ / "cut.wav"); }));
}

TEST_F(FakeFfmpeg, IsLookedForAnewEachTime) {
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "needs ffmpeg", [&] { open(); }));
  install(kHeader);
  EXPECT_NO_THROW(open());
}

TEST_F(FakeFfmpeg, OneThatHangsIsEnded) {
  for (const char* hang : {"sleep 1000", "trap '' TERM; sleep 1000", "echo wrong >&2; sleep 1000"}) {
    install(hang);
    EXPECT_TRUE(throws_error(ErrorKind::kData, "ffmpeg did not answer", [&] { open(); })) << hang;
  }
  install(kHeader + "sleep 1000");
  FfmpegDecoder decoder(folder_ / "x.wma", 0.4);
  EXPECT_TRUE(throws_error(ErrorKind::kData, "ffmpeg did not answer", [&] { decoder.read(1); }));
  install("exit 0", "sleep 1000");
  EXPECT_TRUE(throws_error(ErrorKind::kData, "ffprobe did not answer", [&] { open(); }));
}

TEST_F(FakeFfmpeg, OneThatCrashesIsReportedWithItsWords) {
  install("echo '[wma @ 0x55aa] the header is bad' >&2; echo more >&2; kill -SEGV $$");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat,
                           "x.wma: cannot be decoded by ffmpeg (the header is bad): replace it",
                           [&] { open(); }));
  install("exit 1");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "(no reason given)", [&] { open(); }));
  install("exit 0", "echo 'file:/dev/fd/3: wrong' >&2; exit 1");
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "by ffmpeg (wrong)", [&] { open(); }));
}

TEST_F(FakeFfmpeg, GarbageIsRefused) {
  for (const char* garbage :
       {"head -c 5000 /dev/urandom", "yes", "head -c 23 /dev/zero; exit 0",
        R"(printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\037\100\0\0\0\0')",
        R"(printf '.snd\377\377\377\377\377\377\377\377\0\0\0\006\0\0\037\100\0\0\0\001')",
        R"(printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\377\377\377\377\0\0\0\001')",
        R"(printf '.snd\0\0\0\030\377\377\377\377\0\0\0\006\0\0\0\001\0\0\0\001')"}) {
    install(garbage);
    EXPECT_THROW(open(), Error) << garbage;
  }
  for (const char* garbage :
       {"head -c 500000 /dev/urandom", "echo codec_type=audio; echo sample_rate=-5; echo duration=nan",
        "echo codec_type=audio; echo duration=1e300"}) {
    install(kHeader + "head -c 40000 /dev/zero", garbage);
    try {
      EXPECT_EQ(FfmpegDecoder(folder_ / "x.wma").claimed_frames(), std::nullopt) << garbage;
    } catch (const Error&) {
    }
  }
}

TEST_F(FakeFfmpeg, EndlessOutputEnds) {
  install(kHeader + "cat /dev/zero");
  FfmpegDecoder decoder(folder_ / "x.wma", 5);
  EXPECT_TRUE(
      throws_error(ErrorKind::kData, "more sound than the file can hold", [&] { decoder.count_frames(); }));
  install(kHeader + "cat /dev/zero", "echo codec_type=audio; echo sample_rate=8000; echo duration=60");
  EXPECT_EQ(load(folder_ / "x.wma", {.excerpt_s = 2}).signal.samples.size(), 2U * 22050U);
}

TEST_F(FakeFfmpeg, SoundThatIsNoNumberIsRefused) {
  install(kHeader + R"(printf '\177\300\0\0\177\200\0\0')");
  EXPECT_TRUE(throws_error(ErrorKind::kData, "not finite", [&] { load(folder_ / "x.wma", {}); }));
}

}  // namespace
}  // namespace mrec::audio
