#include "mrec/audio/tags.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "support/audio_fixture.h"
#include "support/temp_folder.h"
#include "support/unreadable.h"

namespace mrec::audio {

void PrintTo(const Tags& tags, std::ostream* out) {
  *out << tags.artist << " / " << tags.title << " / " << tags.album << " / " << tags.genre << " / "
       << tags.year;
}

namespace {

using namespace mrec::testing;

const SoundText kText{.artist = "Bj\u00F6rk",
                      .title = "Stra\u00DFe \u6B4C",
                      .album = "An album",
                      .genre = "Jazz",
                      .date = "1984"};
const Tags kTags{.artist = "Bj\u00F6rk",
                 .title = "Stra\u00DFe \u6B4C",
                 .album = "An album",
                 .genre = "Jazz",
                 .year = 1984};

void write_tagged(const std::filesystem::path& path, Coding coding, const SoundText& text) {
  write_sound(path,
              {.samples = make_tone(0.5, 48000, 1, 440), .rate_hz = 48000, .coding = coding, .text = text});
}

TEST(Tags, AreReadWhateverTheNameEndsWith) {
  const TempFolder folder;
  for (const Coding coding : {Coding::kFlac, Coding::kVorbis, Coding::kOpus}) {
    for (const char* name : {"a.flac", "a.ogg", "a.opus", "a.mp3", "a.wav", "a.m4a", "a"}) {
      write_tagged(folder / name, coding, kText);
      EXPECT_EQ(read_tags(folder / name), kTags) << name_of(coding) << " in " << name;
    }
  }
}

/// One frame of an ID3v2.4 tag.
std::string id3_frame(const char* id, char encoding, std::string_view text) {
  const std::string size = {0, 0, 0, static_cast<char>(text.size() + 1)};
  return id + size + std::string(2, '\0') + encoding + std::string(text);
}

TEST(Tags, OfId3v2AreReadWhateverTheNameEndsWith) {
  const TempFolder folder;
  write_tagged(folder / "plain", Coding::kMp3, {});
  const std::string frames =
      id3_frame("TPE1", 3, kText.artist) +
      id3_frame("TIT2", 1, std::string_view("\xFF\xFES\0t\0r\0a\0\xDF\0e\0 \0\x4C\x6B\0\0", 20)) +
      id3_frame("TALB", 0, "An album") + id3_frame("TCON", 0, "8") + id3_frame("TDRC", 0, "1984-05-06");
  const std::string header = std::string("ID3\4\0\0\0\0", 8) + static_cast<char>(frames.size() >> 7U) +
                             static_cast<char>(frames.size() & 0x7FU);
  for (const char* name : {"a.flac", "a.ogg", "a.mp3", "a.wav", "a"}) {
    write_bytes(folder / name, header + frames + read_bytes(folder / "plain"));
    EXPECT_EQ(read_tags(folder / name), kTags) << name;
  }
}

TEST(Tags, OfWavInfoChunks) {
  const TempFolder folder;
  write_tagged(folder / "a.wav", Coding::kWav,
               {.artist = "Someone", .title = "Something", .genre = "Folk", .date = "2001"});
  EXPECT_EQ(read_tags(folder / "a.wav"),
            (Tags{.artist = "Someone", .title = "Something", .album = "", .genre = "Folk", .year = 2001}));
}

TEST(Tags, AreCleaned) {
  const TempFolder folder;
  write_tagged(folder / "a.flac", Coding::kFlac,
               {.artist = "  The\r\n Band\t", .title = "\x01\x7F", .date = "1999-12-31"});
  EXPECT_EQ(read_tags(folder / "a.flac"),
            (Tags{.artist = "The Band", .title = "", .album = "", .genre = "", .year = 1999}));
}

TEST(Tags, OfId3v1NeedNoOtherTag) {
  const TempFolder folder;
  write_tagged(folder / "a.mp3", Coding::kMp3, {});
  std::array<char, 128> tag{};
  std::ranges::copy(std::string_view("TAGTitle"), tag.begin());
  std::ranges::copy(std::string_view("Artist\0rubbish", 14), tag.begin() + 33);
  std::ranges::copy(std::string_view("1977"), tag.begin() + 93);
  tag[127] = 17;  // Rock
  write_bytes(folder / "b.wav", read_bytes(folder / "a.mp3") + std::string(tag.data(), tag.size()));
  EXPECT_EQ(read_tags(folder / "b.wav"),
            (Tags{.artist = "Artist", .title = "Title", .album = "", .genre = "Rock", .year = 1977}));
}

TEST(Tags, OfUntaggedFilesAreEmpty) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    write_tagged(folder / "a", coding, {});
    EXPECT_EQ(read_tags(folder / "a"), Tags{}) << name_of(coding);
  }
}

TEST(Tags, OfWhatIsNoSoundFileAreEmpty) {
  const TempFolder folder;
  write_bytes(folder / "empty.mp3", "");
  write_bytes(folder / "text.mp3", "This is a letter and no song.\n");
  write_tagged(folder / "secret.flac", Coding::kFlac, kText);
  ASSERT_EQ(::mkfifo((folder / "fifo.mp3").c_str(), 0600), 0);
  const Unreadable unreadable(folder / "secret.flac");
  for (const char* name : {"empty.mp3", "text.mp3", "secret.flac", "fifo.mp3", "missing.mp3", "."}) {
    EXPECT_EQ(read_tags(folder / name), Tags{}) << name;
  }
}

TEST(Tags, SurviveDamage) {
  const TempFolder folder;
  for (const Coding coding : kCommonCodings) {
    write_tagged(folder / "a", coding, kText);
    const std::string bytes = read_bytes(folder / "a");
    for (std::size_t i = 0; i < 200; ++i) {
      std::string damaged = bytes.substr(0, i % 10 == 0 ? i * 2 : bytes.size());
      if (i < damaged.size()) damaged[i] = static_cast<char>(~damaged[i]);
      write_bytes(folder / "b", damaged);
      const Tags tags = read_tags(folder / "b");
      EXPECT_TRUE(tags.year >= 0 && tags.year <= 9999);
    }
  }
}

}  // namespace
}  // namespace mrec::audio
