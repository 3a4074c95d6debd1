#include "report/audio_link.h"

#include <gtest/gtest.h>

namespace mrec::report {
namespace {

TEST(AudioLink, EncodesEveryByteThatIsNotPlain) {
  EXPECT_EQ(percent_encoded("a-Z_0.9~/x"), "a-Z_0.9~/x");
  EXPECT_EQ(percent_encoded("100% #1?.wav"), "100%25%20%231%3F.wav");
  EXPECT_EQ(percent_encoded("\"<>&'\\\n\x7F"), "%22%3C%3E%26%27%5C%0A%7F");
  EXPECT_EQ(percent_encoded("\xC3\xA9|\xFF"), "%C3%A9%7C%FF");
}

TEST(AudioLink, IsRelativeToThePageForFilesUnderIt) {
  EXPECT_EQ(audio_link("/home/a/music/x y.mp3", "/home/a"), "music/x%20y.mp3");
  EXPECT_EQ(audio_link("/x.mp3", "/"), "x.mp3");
}

TEST(AudioLink, IsNoAddressOfAnotherKindWhateverTheName) {
  EXPECT_EQ(audio_link("/a/javascript:alert(1)", "/a"), "javascript%3Aalert%281%29");
}

TEST(AudioLink, IsAFileUrlElsewhere) {
  EXPECT_EQ(audio_link("/music/x.mp3", "/home/a"), "file:///music/x.mp3");
  EXPECT_EQ(audio_link("/home/ab/x.mp3", "/home/a"), "file:///home/ab/x.mp3");
  EXPECT_EQ(audio_link("/music/x.mp3", ""), "file:///music/x.mp3");
}

TEST(AudioLink, NamesTheStretchOfATrackInAFile) {
  EXPECT_EQ(stretch_of_link(0, 0), "");
  EXPECT_EQ(stretch_of_link(12.5, 80), "#t=12.5,80");
  EXPECT_EQ(stretch_of_link(60, 0), "#t=60");
  EXPECT_EQ(stretch_of_link(0, 30), "#t=0,30");
}

}  // namespace
}  // namespace mrec::report
