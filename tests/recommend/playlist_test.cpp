#include "mrec/recommend/playlist.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace mrec::recommend
