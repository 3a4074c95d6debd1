#include "mrec/genre/left_out.h"

#include <gtest/gtest.h>

#include <string>

namespace mrec::genre {
namespace {

features::TrackFeatures track(const std::string& label, const std::string& error = "") {
  features::TrackFeatures track;
  track.label = label;
  track.error = error;
  return track;
}

TEST(LeftOut, CountsATrackOnceByWhatItLacksFirst) {
  LeftOut left_out;
  EXPECT_TRUE(left_out.admits(track("jazz"), true));
  for (const bool has_input : {false, true}) {
    EXPECT_FALSE(left_out.admits(track("", "cannot be read"), has_input));
    EXPECT_FALSE(left_out.admits(track("jazz", "cannot be read"), has_input));
    EXPECT_FALSE(left_out.admits(track(""), has_input));
  }
  EXPECT_FALSE(left_out.admits(track("jazz"), false));
  EXPECT_EQ(left_out.failed, 4U);
  EXPECT_EQ(left_out.unlabelled, 2U);
  EXPECT_EQ(left_out.without_input, 1U);
}

}  // namespace
}  // namespace mrec::genre
