#include "audio/file_end.h"

#include <gtest/gtest.h>

#include <string>

#include "support/audio_fixture.h"
#include "support/temp_folder.h"

namespace mrec::audio {
namespace {

using namespace mrec::testing;

class FileEnd : public ::testing::Test {
 protected:
  std::optional<MissingBytes> missing(std::string_view bytes) {
    write_bytes(folder_ / "x", bytes);
    return missing_at_end(InputFile(folder_ / "x"));
  }
  std::string sound(Coding coding, int channels = 2) {
    write_sound(folder_ / "sound", {.samples = make_bursts(1, 16000, channels),
                                    .rate_hz = 16000,
                                    .channels = channels,
                                    .coding = coding});
    return read_bytes(folder_ / "sound");
  }

  TempFolder folder_;
};

TEST_F(FileEnd, WholeFilesMissNothing) {
  for (const Coding coding :
       {Coding::kWav, Coding::kWavFloat, Coding::kWavIma, Coding::kWavGsm, Coding::kAiff, Coding::kAu,
        Coding::kVorbis, Coding::kOpus, Coding::kFlac, Coding::kMp3}) {
    const std::string bytes = sound(coding, coding == Coding::kWavGsm ? 1 : 2);
    EXPECT_FALSE(missing(bytes)) << name_of(coding);
    EXPECT_FALSE(missing(bytes + "TAG" + std::string(125, 'x'))) << name_of(coding);
    EXPECT_FALSE(missing(bytes + bytes)) << name_of(coding);  // chained, as far as that is possible
  }
}

TEST_F(FileEnd, TellsHowManyBytesAreMissing) {
  for (const Coding coding : {Coding::kWav, Coding::kWavFloat, Coding::kAiff, Coding::kAu}) {
    const std::string bytes = sound(coding);
    const auto cut = missing(std::string_view(bytes).substr(0, bytes.size() - 1000));
    ASSERT_TRUE(cut) << name_of(coding);
    EXPECT_LE(cut->promised - cut->present, 1000U) << name_of(coding);
    EXPECT_GT(cut->promised - cut->present, 0U) << name_of(coding);
    EXPECT_NEAR(static_cast<double>(cut->promised), coding == Coding::kWavFloat ? 128000 : 64000, 8)
        << name_of(coding);
  }
}

TEST_F(FileEnd, OggNeedsTheLastPageOfItsStream) {
  for (const Coding coding : {Coding::kVorbis, Coding::kOpus}) {
    const std::string bytes = sound(coding);
    const std::size_t last = bytes.rfind("OggS");
    for (const std::size_t cut : {last, last + 4, last + 20, bytes.size() - 1}) {
      const auto lost = missing(std::string_view(bytes).substr(0, cut));
      ASSERT_TRUE(lost) << name_of(coding) << " cut at " << cut;
      EXPECT_EQ(lost->promised, 0U);
    }
  }
}

TEST_F(FileEnd, SizesOfStreamsPromiseNothing) {
  std::string wav = sound(Coding::kWav);
  const std::size_t data = wav.find("data");
  for (const char* size :
       {"\xFF\xFF\xFF\xFF", "\xFF\xFF\xFF\x7F", "\x00\xF0\xFF\x7F", "\x00\x00\x00\x80", "\xDB\xFF\xFF\xFF"}) {
    EXPECT_FALSE(missing(wav.replace(data + 4, 4, size, 4)));
  }
  EXPECT_FALSE(missing(wav.replace(data + 4, 4, 4, '\0')));
  EXPECT_TRUE(missing(wav.replace(data + 4, 4, "\x00\x00\x00\x40", 4)));
  std::string au = sound(Coding::kAu);
  EXPECT_FALSE(missing(au.replace(8, 4, 4, '\xFF')));
}

TEST_F(FileEnd, WalksTheBoxesOfMp4) {
  const std::string head = std::string("\0\0\0\x10", 4) + "ftypM4A " + std::string(4, '\0');
  const std::string small = std::string("\0\0\0\x0C", 4) + "free" + "1234";
  const std::string large = std::string("\0\0\0\x01mdat\0\0\0\0\0\0\0\x20", 16) + std::string(16, 'x');
  const std::string open_end = std::string("\0\0\0\0mdat", 8) + "anything";
  EXPECT_FALSE(missing(head + small + large));
  EXPECT_FALSE(missing(head + small + open_end));
  EXPECT_FALSE(missing(head + large + std::string("\0\0\0\x02mdat", 8)));  // makes no sense
  const auto cut = missing(head + small + large.substr(0, 20));
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->promised, 32U);
  EXPECT_EQ(cut->present, 20U);
}

TEST_F(FileEnd, BrokenHeadersAreNotItsBusiness) {
  for (const std::string& bytes : {std::string(), std::string("RIFF"), std::string("RIFF\x04\0\0\0WAVE", 12),
                                   "RIFF....WAVE" + std::string(50000, '\0'), std::string(".snd"),
                                   std::string("OggS"), "OggS" + std::string(100, '\xFF')}) {
    missing(bytes);
  }
}

}  // namespace
}  // namespace mrec::audio
