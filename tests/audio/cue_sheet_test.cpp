#include "audio/cue_sheet.h"

#include <gtest/gtest.h>

#include <string>

namespace mrec::audio {
namespace {

constexpr std::string_view kAlbum =
    "REM GENRE Jazz\n"
    "REM DATE 1959\n"
    "PERFORMER \"The Quintet\"\n"
    "TITLE \"Blue, \"so\" blue\"\n"
    "FILE \"album.flac\" WAVE\n"
    "  TRACK 01 AUDIO\n"
    "    TITLE \"First\"\n"
    "    INDEX 01 00:00:00\n"
    "  TRACK 02 AUDIO\n"
    "    TITLE Second one\n"
    "    PERFORMER \"A Guest\"\n"
    "    REM DATE 1960-05-02\n"
    "    REM GENRE \"Cool Jazz\"\n"
    "    INDEX 00 03:58:00\n"
    "    INDEX 01 04:00:30\n"
    "  TRACK 03 AUDIO\n"
    "    INDEX 01 100:10:74\n";

std::string with_line_ends(std::string_view text, std::string_view ending) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += ending;
    } else {
      result += c;
    }
  }
  return result;
}

void expect_album(const std::vector<CueFile>& files) {
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, "album.flac");
  const std::vector<CueTrack>& tracks = files[0].tracks;
  ASSERT_EQ(tracks.size(), 3U);
  EXPECT_EQ(tracks[0].number, 1);
  EXPECT_EQ(tracks[0].section, (Section{0, 240.4}));
  EXPECT_EQ(tracks[0].tags, (Tags{"The Quintet", "First", "Blue, \"so\" blue", "Jazz", 1959}));
  EXPECT_EQ(tracks[1].section.start_s, 240.4);
  EXPECT_DOUBLE_EQ(tracks[1].section.end_s, 6010 + 74.0 / 75);
  EXPECT_EQ(tracks[1].tags, (Tags{"A Guest", "Second one", "Blue, \"so\" blue", "Cool Jazz", 1960}));
  EXPECT_EQ(tracks[2].section.end_s, 0);
  EXPECT_EQ(tracks[2].tags, (Tags{"The Quintet", "", "Blue, \"so\" blue", "Jazz", 1959}));
}

TEST(CueSheet, GivesTracksWithTheirSectionsAndTags) {
  expect_album(parse_cue_sheet(kAlbum));
}

TEST(CueSheet, TakesAnyLineEndingAndAByteOrderMark) {
  expect_album(parse_cue_sheet(with_line_ends(kAlbum, "\r\n")));
  expect_album(parse_cue_sheet(with_line_ends(kAlbum, "\r")));
  expect_album(parse_cue_sheet("\xEF\xBB\xBF" + std::string(kAlbum)));
  expect_album(parse_cue_sheet(std::string(kAlbum.substr(0, kAlbum.size() - 1))));
}

TEST(CueSheet, IsUtf8OrElseLatin1) {
  const std::string lines =
      "FILE \"stra\xC3\x9F"
      "e.wav\" WAVE\nTRACK 01 AUDIO\nTITLE \"\xC3\xA9\"\nINDEX 01 00:00:00\n";
  const std::vector<CueFile> utf8 = parse_cue_sheet(lines);
  ASSERT_EQ(utf8.size(), 1U);
  EXPECT_EQ(utf8[0].name,
            "stra\xC3\x9F"
            "e.wav");
  EXPECT_EQ(utf8[0].tracks.at(0).tags.title, "\xC3\xA9");
  const std::vector<CueFile> latin = parse_cue_sheet(
      "FILE \"stra\xDF"
      "e.wav\" WAVE\nTRACK 01 AUDIO\nTITLE \"\xE9\"\nINDEX 01 00:00:00\n");
  ASSERT_EQ(latin.size(), 1U);
  EXPECT_EQ(latin[0].name,
            "stra\xC3\x9F"
            "e.wav");
  EXPECT_EQ(latin[0].name_bytes,
            "stra\xDF"
            "e.wav");
  EXPECT_EQ(latin[0].tracks.at(0).tags.title, "\xC3\xA9");
}

TEST(CueSheet, TakesNamesWithoutQuotesAndCommandsInAnyCase) {
  const std::vector<CueFile> files =
      parse_cue_sheet("file my album.wav WAVE\n\ttrack 7 audio\n\tindex 1 0:5:0\nfile alone\n");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "my album.wav");
  ASSERT_EQ(files[0].tracks.size(), 1U);
  EXPECT_EQ(files[0].tracks[0].number, 7);
  EXPECT_EQ(files[0].tracks[0].section.start_s, 5);
  EXPECT_EQ(files[1].name, "alone");
}

TEST(CueSheet, ATrackBelongsToTheFileOfItsBeginning) {
  // The pause before the second track lies at the end of the first file.
  const std::vector<CueFile> files = parse_cue_sheet(
      "FILE \"1.wav\" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\nINDEX 00 03:00:00\n"
      "FILE \"2.wav\" WAVE\nINDEX 01 00:00:00\nTRACK 03 AUDIO\nINDEX 01 01:00:00\n");
  ASSERT_EQ(files.size(), 2U);
  ASSERT_EQ(files[0].tracks.size(), 1U);
  EXPECT_EQ(files[0].tracks[0].section, (Section{0, 0}));
  ASSERT_EQ(files[1].tracks.size(), 2U);
  EXPECT_EQ(files[1].tracks[0].section, (Section{0, 60}));
  EXPECT_EQ(files[1].tracks[1].number, 3);
}

TEST(CueSheet, DamagedLinesCostWhatTheySay) {
  const std::vector<CueFile> files = parse_cue_sheet(
      "INDEX 01 00:00:00\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"  // before any file
      "FILE \"unclosed.wav\nFILE\nFILE \"a.wav\" WAVE\n"
      "TRACK x AUDIO\nINDEX 01 00:00:00\nTRACK 0 AUDIO\nINDEX 01 00:00:00\nTRACK 1000 AUDIO\nINDEX 01 0:0:0\n"
      "TRACK 01 MODE1/2352\nINDEX 01 00:00:00\n"
      "TRACK 02 AUDIO\nINDEX 01 00:10:00\nINDEX 01 00:11:00\nGARBAGE \xFF\n"
      "TRACK 03 AUDIO\nINDEX 01 00:61:00\n"
      "TRACK 04 AUDIO\nINDEX 01 00:05:75\n"
      "TRACK 05 AUDIO\nINDEX 01 -1:00:00\n"
      "TRACK 06 AUDIO\nINDEX 01 99999999999:00:00\n"
      "TRACK 07 AUDIO\nINDEX 01 00:09:00\n"  // before the second
      "TRACK 02 AUDIO\nINDEX 01 00:19:00\n"  // its number once more
      "TRACK 08 AUDIO\nINDEX 01\nTRACK\nTRACK 09 AUDIO\nTITLE\nINDEX 01 00:20:00");
  // The unclosed quote takes the line.
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "unclosed.wav");
  EXPECT_TRUE(files[0].tracks.empty());
  ASSERT_EQ(files[1].tracks.size(), 2U);
  EXPECT_EQ(files[1].tracks[0].number, 2);
  EXPECT_EQ(files[1].tracks[0].section, (Section{10, 20}));
  EXPECT_EQ(files[1].tracks[1].number, 9);
}

TEST(CueSheet, SurvivesAnything) {
  EXPECT_TRUE(parse_cue_sheet("").empty());
  EXPECT_TRUE(parse_cue_sheet(std::string(100000, '\0')).empty());
  EXPECT_TRUE(parse_cue_sheet(std::string(100000, '"')).empty());
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "FILE f WAVE\n";
  EXPECT_EQ(parse_cue_sheet(many).size(), 1000U);
  std::uint32_t state = 1;
  for (int round = 0; round < 300; ++round) {
    std::string damaged(kAlbum);
    for (int i = 0; i < 20; ++i) {
      state = state * 1664525U + 1013904223U;
      damaged[(state >> 8U) % damaged.size()] = static_cast<char>(state >> 24U);
    }
    for (const CueFile& file : parse_cue_sheet(damaged)) {
      for (const CueTrack& track : file.tracks) {
        EXPECT_GE(track.section.start_s, 0);
        EXPECT_TRUE(track.section.end_s == 0 || track.section.end_s > track.section.start_s);
      }
    }
  }
}

}  // namespace
}  // namespace mrec::audio
