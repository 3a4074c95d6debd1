#include "library/xspf_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/expect_error.h"

namespace mrec::library {
namespace {

std::vector<ListedSong> songs_of(const std::string& tracks) {
  return read_xspf(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<playlist version=\"1\" "
      "xmlns=\"http://xspf.org/ns/0/\"><trackList>" +
          tracks + "</trackList></playlist>",
      "list.xspf");
}

std::string path_of(const std::string& location) {
  const auto songs = songs_of("<track><location>" + location + "</location></track>");
  return songs.empty() ? "" : songs[0].path;
}

TEST(XspfList, TracksHaveAPlaceOrAName) {
  const auto songs = songs_of(
      "<track><location>file:///m/a%20b.mp3</location><title>T &amp; U</title></track><track/>"
      "<track><creator> Bj\xC3\xB6rk\n</creator><title>J\xC3\xB3ga</title><album>x</album></track>");
  EXPECT_EQ(songs, (std::vector<ListedSong>{{.path = "file:///m/a%20b.mp3", .artist = "", .title = "T & U"},
                                            {.path = "", .artist = "Bj\xC3\xB6rk", .title = "J\xC3\xB3ga"}}));
}

TEST(XspfList, RelativeLocationsArePaths) {
  EXPECT_EQ(path_of("../a%20b%23.mp3"), "../a b#.mp3");
  EXPECT_EQ(path_of(" \n a.mp3 \n"), "a.mp3");
  EXPECT_EQ(path_of("/m/a%3Ab.mp3"), "/m/a:b.mp3");
  EXPECT_EQ(path_of("a%3Ab.mp3"), "a:b.mp3");
  EXPECT_EQ(path_of("http://x/a%20b"), "http://x/a%20b");
  EXPECT_EQ(path_of("a%00b"), "") << "no file is called so";
  EXPECT_EQ(path_of("1:a%20b"), "1:a b") << "a scheme begins with a letter";
}

TEST(XspfList, TakesTheBeginningOfATrack) {
  const auto track = [](const std::string& option) {
    return songs_of("<track><location>file:///a.wav</location><extension application=\"x\"><vlc:option>" +
                    option + "</vlc:option></extension></track>")[0]
        .path;
  };
  EXPECT_EQ(track("start-time=12.500"), "file:///a.wav#t=12.500");
  EXPECT_EQ(track("start-time=x"), "file:///a.wav");
  EXPECT_EQ(track("stop-time=12.500"), "file:///a.wav");
}

TEST(XspfList, IsToldByItsFirstElement) {
  EXPECT_TRUE(is_xspf("\xEF\xBB\xBF <?xml version=\"1.0\"?>"));
  EXPECT_TRUE(is_xspf("<playlist version=\"1\">"));
  for (const char* text : {"", " ", "a.mp3\n<?xml", "<a>.mp3", "#EXTM3U"})
    EXPECT_FALSE(is_xspf(text)) << text;
}

TEST(XspfList, RefusesWhatIsNone) {
  for (const char* text :
       {"<?xml version=\"1.0\"?>", "<playlist><trackList><track>", "<playlist/>", "<html></html>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><html>&a;</html>"}) {
    EXPECT_TRUE(
        testing::throws_error(ErrorKind::kFormat, "list.xspf", [&] { (void)read_xspf(text, "list.xspf"); }));
  }
}

TEST(XspfList, ReachesForNoOtherFiles) {
  const auto songs = read_xspf(
      "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b "
      "\"bbbb\">]><playlist><trackList><track>"
      "<title>&a;&b;</title></track></trackList></playlist>",
      "list.xspf");
  ASSERT_EQ(songs.size(), 1U);
  EXPECT_EQ(songs[0].title, "&a;&b;");
}

TEST(XspfList, BearsDeepNesting) {
  const std::string deep(200000, '<');
  std::string text = "<playlist>";
  for (int i = 0; i < 200000; ++i) text += "<a>";
  EXPECT_TRUE(
      testing::throws_error(ErrorKind::kFormat, "list.xspf", [&] { (void)read_xspf(text, "list.xspf"); }));
  EXPECT_TRUE(
      testing::throws_error(ErrorKind::kFormat, "list.xspf", [&] { (void)read_xspf(deep, "list.xspf"); }));
}

}  // namespace
}  // namespace mrec::library
