#include "mrec/recommend/playlist.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "support/temp_folder.h"

namespace mrec::recommend {
namespace {

std::string one_track(const PlaylistEntry& entry) {
  const std::string text = to_m3u8({entry});
  EXPECT_EQ(text.substr(0, 8), "#EXTM3U\n");
  return text.substr(8);
}

TEST(M3u8, OfNothingIsItsFirstLine) {
  EXPECT_EQ(to_m3u8({}), "#EXTM3U\n");
}

TEST(M3u8, TwoLinesATrack) {
  const std::vector<PlaylistEntry> entries{
      {.path = "/m/a b.mp3", .artist = "Bj\xC3\xB6rk", .title = "J\xC3\xB3ga, live", .duration_s = 304.5},
      {.path = "/m/c.mp3", .artist = "X", .title = "Y", .duration_s = 0.4}};
  EXPECT_EQ(to_m3u8(entries),
            "#EXTM3U\n"
            "#EXTINF:305,Bj\xC3\xB6rk - J\xC3\xB3ga, live\n/m/a b.mp3\n"
            "#EXTINF:0,X - Y\n/m/c.mp3\n");
}

TEST(M3u8, FallsBackWhereTagsAreMissing) {
  EXPECT_EQ(one_track({.path = "/m/01. a.b.mp3", .artist = "", .title = "", .duration_s = 0}),
            "#EXTINF:-1,01. a.b\n/m/01. a.b.mp3\n");
  EXPECT_EQ(one_track({.path = "/m/a.mp3", .artist = "X", .title = "", .duration_s = 1}),
            "#EXTINF:1,X - a\n/m/a.mp3\n");
  EXPECT_EQ(one_track({.path = "/m/a.mp3", .artist = "", .title = "T", .duration_s = 1}),
            "#EXTINF:1,T\n/m/a.mp3\n");
}

TEST(M3u8, PartsOfAFileTellWhereTheyBeginAndEnd) {
  const PlaylistEntry first{
      .path = "/m/a.wav", .artist = "", .title = "T", .duration_s = 2, .start_s = 0, .end_s = 2};
  EXPECT_EQ(one_track(first),
            "#EXTINF:2,T\n#EXTVLCOPT:start-time=0.000\n#EXTVLCOPT:stop-time=2.000\n/m/a.wav\n");
  const PlaylistEntry last{
      .path = "/m/a.wav", .artist = "", .title = "T", .duration_s = 2, .start_s = 226.0 / 75, .end_s = 0};
  EXPECT_EQ(one_track(last), "#EXTINF:2,T\n#EXTVLCOPT:start-time=3.013\n/m/a.wav\n");
  EXPECT_EQ(to_path_lines({first, last}), "/m/a.wav\n");
}

TEST(M3u8, CaptionsAreOneLineOfUtf8) {
  EXPECT_EQ(
      one_track(
          {.path = "/m/a.mp3", .artist = "X\nY\x1B", .title = "\xFF\r\n/etc/passwd\x7F", .duration_s = 1}),
      "#EXTINF:1,X Y  - \xEF\xBF\xBD  /etc/passwd \n/m/a.mp3\n");
  EXPECT_EQ(one_track({.path = "/m/caf\xE9.mp3", .artist = "", .title = "", .duration_s = 1}),
            "#EXTINF:1,caf\xEF\xBF\xBD\n/m/caf\xE9.mp3\n")
      << "the path keeps its bytes";
}

TEST(M3u8, PathsWithLineBreaksAreLeftOut) {
  EXPECT_EQ(one_track({.path = "/m/a\n/m/b.mp3", .artist = "X", .title = "Y", .duration_s = 1}), "");
  EXPECT_EQ(one_track({.path = "/m/a\r.mp3", .artist = "X", .title = "Y", .duration_s = 1}), "");
}

TEST(PathLines, ArePathsOnly) {
  EXPECT_EQ(to_path_lines({}), "");
  const std::vector<PlaylistEntry> entries{
      {.path = "/m/caf\xE9 1.mp3", .artist = "X", .title = "Y", .duration_s = 1},
      {.path = "/m/a\nb.mp3", .artist = "", .title = "", .duration_s = 0},
      {.path = "/m/#b", .artist = "", .title = "", .duration_s = 0}};
  EXPECT_EQ(to_path_lines(entries), "/m/caf\xE9 1.mp3\n/m/#b\n");
}

TEST(PathRecords, HoldAnyPath) {
  const std::vector<PlaylistEntry> entries{{.path = "/m/a\nb.mp3", .artist = {}, .title = {}},
                                           {.path = "/m/caf\xE9", .artist = {}, .title = {}},
                                           {.path = "/m/a\nb.mp3", .artist = {}, .title = {}}};
  EXPECT_EQ(to_path_records(entries), std::string("/m/a\nb.mp3\0/m/caf\xE9\0", 19));
}

TEST(M3u8, RelativePathsAreNoComments) {
  EXPECT_EQ(one_track({.path = "#1.mp3", .artist = "", .title = "T", .duration_s = 1}),
            "#EXTINF:1,T\n./#1.mp3\n");
  EXPECT_EQ(one_track({.path = "../#1.mp3", .artist = "", .title = "T", .duration_s = 1}),
            "#EXTINF:1,T\n../#1.mp3\n");
}

TEST(PlaylistJson, HasWhatIsKnown) {
  EXPECT_EQ(to_json({}), "[]\n");
  EXPECT_EQ(to_json({{.path = "/m/caf\xE9",
                      .artist = "A\n",
                      .title = "",
                      .duration_s = 1.5,
                      .start_s = 0,
                      .end_s = 2}}),
            "[\n  {\n    \"path\": \"/m/caf\xEF\xBF\xBD\",\n    \"artist\": \"A\\n\",\n"
            "    \"duration_s\": 1.5,\n    \"start_s\": 0.0,\n    \"end_s\": 2.0\n  }\n]\n");
}

TEST(Xspf, HasWhatIsKnown) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" ";
  EXPECT_EQ(to_xspf({}),
            head + "xmlns=\"http://xspf.org/ns/0/\">\n  <trackList>\n  </trackList>\n</playlist>\n");
  const PlaylistEntry known{.path = "/m/a b.mp3",
                            .artist = "X & Y",
                            .title = "<T>\x1B",
                            .album = "Al\xEF\xBF\xBFm",
                            .duration_s = 1.2346};
  const PlaylistEntry bare{.path = "../caf\xE9 100%#1\n.mp3", .artist = "", .title = ""};
  EXPECT_EQ(to_xspf({known, bare}),
            head +
                "xmlns=\"http://xspf.org/ns/0/\">\n  <trackList>\n    <track>\n"
                "      <location>file:///m/a%20b.mp3</location>\n      <title>&lt;T&gt; </title>\n"
                "      <creator>X &amp; Y</creator>\n      <album>Al\xEF\xBF\xBDm</album>\n"
                "      <duration>1235</duration>\n    </track>\n    <track>\n"
                "      <location>../caf%E9%20100%25%231%0A.mp3</location>\n    </track>\n"
                "  </trackList>\n</playlist>\n");
}

TEST(Xspf, PartsOfAFileTellWhereTheyBeginAndEnd) {
  const std::string text = to_xspf(
      {{.path = "/m/a.wav", .artist = "", .title = "", .duration_s = 2, .start_s = 0.5, .end_s = 2.5}});
  EXPECT_NE(text.find(" xmlns:vlc=\"http://www.videolan.org/vlc/playlist/ns/0/\">"), std::string::npos);
  EXPECT_NE(text.find("      <extension application=\"http://www.videolan.org/vlc/playlist/0\">\n"
                      "        <vlc:option>start-time=0.500</vlc:option>\n"
                      "        <vlc:option>stop-time=2.500</vlc:option>\n      </extension>\n"),
            std::string::npos);
}

TEST(PathFrom, IsTheWayFromTheFolder) {
  EXPECT_EQ(path_from("/m", "/m/a/b.mp3"), "a/b.mp3");
  EXPECT_EQ(path_from("/m/", "/m/b.mp3"), "b.mp3");
  EXPECT_EQ(path_from("/m/lists", "/m/a/b.mp3"), "../a/b.mp3");
  EXPECT_EQ(path_from("/m/x/..", "/m/b.mp3"), "b.mp3");
  EXPECT_EQ(path_from("/", "/m/b.mp3"), "m/b.mp3");
}

TEST(PathFrom, LooksThroughLinks) {
  const testing::TempFolder temp;
  namespace fs = std::filesystem;
  fs::create_directories(temp.path() / "disk/music");
  fs::create_directories(temp.path() / "disk/deep/lists");
  fs::create_directory_symlink("disk/music", temp.path() / "music");
  fs::create_directory_symlink("disk/deep/lists", temp.path() / "lists");
  std::ofstream(temp.path() / "disk/music/a.mp3") << "a";
  EXPECT_EQ(path_from(temp.path() / "music", temp.path() / "disk/music/a.mp3"), "a.mp3");
  EXPECT_EQ(path_from(temp.path() / "disk/music", temp.path() / "music/a.mp3"), "a.mp3");
  // Up from the real folder: "lists/../music" is not in temp.
  const fs::path from_list = path_from(temp.path() / "lists", temp.path() / "music/a.mp3");
  EXPECT_TRUE(fs::exists(temp.path() / "lists" / from_list)) << from_list;
  EXPECT_TRUE(from_list.is_relative());
}

}  // namespace
}  // namespace mrec::recommend
