#include "audio/sniff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "support/audio_fixture.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

bool sniff(std::string_view bytes) {
  return looks_like_audio(
      {reinterpret_cast<const unsigned char*>(bytes.data()), std::min(bytes.size(), kSniffBytes)});
}

TEST(Sniff, KnowsEveryFormatThatCanBeDecoded) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    for (const int rate_hz : {8000, 16000, 48000}) {
      for (const int channels : {1, 2}) {
        write_sound(folder / "x", {.samples = make_bursts(1, rate_hz, channels),
                                   .rate_hz = rate_hz,
                                   .channels = channels,
                                   .coding = coding});
        EXPECT_TRUE(sniff(read_bytes(folder / "x"))) << name_of(coding) << ", " << rate_hz << " Hz";
      }
    }
  }
}

TEST(Sniff, KnowsMpegOfAllLayersByTwoFrames) {
  struct Case {
    const char* header;
    std::size_t length;
  };
  // Version and layer, bit rate and sample rate; lengths by the formulas of the standards.
  for (const Case& test :
       {Case{"\xFF\xFB\x90\x40", 417}, Case{"\xFF\xFB\x92\x40", 418}, Case{"\xFF\xFA\xE4\x40", 960},
        Case{"\xFF\xFD\x80\x40", 417}, Case{"\xFF\xFF\xC4\x40", 384}, Case{"\xFF\xF3\x80\x40", 208},
        Case{"\xFF\xF5\x84\x40", 384}, Case{"\xFF\xE3\x48\x40", 288}}) {
    const std::string frame = std::string(test.header, 4) + std::string(test.length - 4, 'x');
    EXPECT_TRUE(sniff(frame + frame)) << test.length;
    EXPECT_FALSE(sniff(frame)) << "one frame of " << test.length;
    EXPECT_FALSE(sniff(frame + "x" + frame)) << "one byte too many after " << test.length;
  }
  // A second frame of another sample rate belongs to no stream.
  EXPECT_FALSE(
      sniff("\xFF\xFB\x90\x40" + std::string(413, 'x') + "\xFF\xFB\x94\x40" + std::string(380, 'x')));
  for (const char* header : {"\xFF\xEB\x90\x40", "\xFF\xF9\x90\x40", "\xFF\xFB\xF0\x40", "\xFF\xFB\x00\x40",
                             "\xFF\xFB\x9C\x40", "\xFF\xD8\xFF\xE0"}) {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += std::string(header, 4);
    EXPECT_FALSE(sniff(bytes));
  }
}

TEST(Sniff, KnowsAacFrames) {
  const std::string frame = std::string("\xFF\xF1\x50\x80\x02\x1F\xFC", 7) + std::string(9, 'x');  // 16 bytes
  EXPECT_TRUE(sniff(frame + frame));
  EXPECT_FALSE(sniff(frame));
}

TEST(Sniff, KnowsContainersByWhatTheyHold) {
  EXPECT_TRUE(sniff("RIFF\x01\x02\x03\x04WAVEfmt "));
  EXPECT_TRUE(sniff("RF64\xFF\xFF\xFF\xFFWAVEds64"));
  EXPECT_TRUE(
      sniff("FORM\x01\x02\x03\x04"
            "AIFCFVER"));
  EXPECT_TRUE(
      sniff("\x01\x01\x01\x20"
            "ftypM4A \x01"));
  EXPECT_TRUE(sniff(std::string("ID3\x04\0\0\0\0\x0F\x7F", 10)));
  EXPECT_FALSE(
      sniff("RIFF\x01\x02\x03\x04"
            "AVI LIST"));
  EXPECT_FALSE(sniff("RIFF\x01\x02\x03\x04WEBPVP8 "));
  EXPECT_FALSE(sniff("FORM\x01\x02\x03\x04ILBMBMHD"));
  EXPECT_FALSE(
      sniff("\x01\x01\x01\x20"
            "ftypisom\x01"));
  EXPECT_FALSE(sniff("ID3 a poem about tags"));
}

TEST(Sniff, PassesOverOtherThings) {
  for (const std::string_view other :
       {std::string_view(""), std::string_view("R"), std::string_view("\xFF"), std::string_view("\xFF\xFB"),
        std::string_view("RIFF"), std::string_view("A letter.\n"), std::string_view("%PDF-1.7\n"),
        std::string_view("\xFF\xD8\xFF\xE0\0\x10JFIF", 10), std::string_view("\x89PNG\r\n\x1A\n"),
        std::string_view("GIF89a"), std::string_view("PK\x03\x04"), std::string_view("MThd"),
        std::string_view("\xFF\xFEh\0e\0l\0l\0o\0", 12)}) {
    EXPECT_FALSE(sniff(other)) << other;
  }
}

bool foreign(std::string_view bytes) {
  return needs_ffmpeg({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

TEST(Sniff, KnowsWhatOnlyFfmpegReads) {
  std::string transport(188 * 4, 'x');
  for (std::size_t i = 0; i < transport.size(); i += 188) transport[i] = 'G';
  for (const std::string& bytes :
       {std::string("\x30\x26\xB2\x75\x8E\x66\xCF\x11"), std::string("MAC \x96\x0F"), std::string("wvpk"),
        std::string("\0\0\0\x20"
                    "ftypisom",
                    12),
        std::string("\0\0\0\x20"
                    "ftypqt  ",
                    12),
        std::string("\0\0\0\x20"
                    "ftypM4A ",
                    12),
        std::string("\0\0\0\x08"
                    "wide",
                    8),
        std::string("\x1A\x45\xDF\xA3\x01"), std::string("FLV\x01\x05"),
        std::string("RIFF\x01\x02\x03\x04"
                    "AVI LIST"),
        std::string("\0\0\x01\xBA\x44", 5), transport, std::string("\x0B\x77\x12\x34\x14\x40", 6),
        std::string("\x0B\x77\x01\xFF\x3F\x84", 6), std::string("\x7F\xFE\x80\x01"),
        std::string("#!AMR\n")}) {
    EXPECT_TRUE(foreign(bytes)) << bytes;
  }
  for (const std::string& bytes : {std::string("\0\0\0\x20"
                                               "ftypheic",
                                               12),
                                   std::string("\0\0\0\x20"
                                               "ftypavif",
                                               12),
                                   std::string("\0\0\0\x20"
                                               "ftypmif1",
                                               12),
                                   std::string("RIFF\x01\x02\x03\x04"
                                               "WAVEfmt "),
                                   std::string("fLaC"), std::string("OggS"), std::string("#EXTM3U\n"),
                                   std::string("ffconcat version 1.0"), std::string("G letter to you"),
                                   std::string("\x0B\x77\xFF\xFF\xFF\x40", 6), std::string("\x0B\x77"),
                                   std::string(), std::string("PK\x03\x04"), std::string("<?xml version"),
                                   std::string("\x89PNG"), std::string("%PDF-1.4")}) {
    EXPECT_FALSE(foreign(bytes)) << bytes;
  }
}

TEST(Sniff, FindsMpegAudioBehindPadding) {
  const auto find = [](const std::string& bytes) {
    return find_mpeg_audio({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  };
  const std::string frame = "\xFF\xFB\x90\x40" + std::string(413, 'x');
  EXPECT_EQ(find(frame + frame), 0U);
  EXPECT_EQ(find(std::string(5000, '\0') + frame + frame + frame), 5000U);
  EXPECT_EQ(find("\xFF\xFB" + frame + frame + frame), 2U);
  EXPECT_EQ(find("x" + frame + frame), std::nullopt);  // two may be chance there
  EXPECT_EQ(find("fLaC" + frame + frame + frame), std::nullopt);
  EXPECT_EQ(find(std::string("\0\0\0\x20"
                             "ftypM4A ",
                             12) +
                 frame + frame + frame),
            std::nullopt);
  EXPECT_EQ(find(""), std::nullopt);
}

TEST(Sniff, NamesEndLikeAudioInAnyCase) {
  for (const char* name :
       {"a.mp3", "a.MP3", "b/c.Flac", "x.y.ogg", "a.m4a", "a.aiff", "a.wma", "\xFF.wav", "a.mp4", "b.MKV"}) {
    EXPECT_TRUE(has_audio_name(name)) << name;
  }
  for (const char* name : {"a.jpg", "mp3", ".mp3", "a.mp3.part", "a.mp3/b", "a.", "", "wav.txt", "a.heic"}) {
    EXPECT_FALSE(has_audio_name(name)) << name;
  }
}

}  // namespace
}  // namespace mrec::audio
