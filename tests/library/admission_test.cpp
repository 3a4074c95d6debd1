#include "mrec/library/admission.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <map>
#include <vector>

#include "library/sample_rows.h"

namespace mrec::library {
namespace {

std::vector<std::size_t> admitted_of(const Index& index, Admission& admission) {
  std::vector<std::size_t> admitted;
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (admission.admits(place)) admitted.push_back(place);
  }
  return admitted;
}

TEST(Admission, WithoutAQuestionIsOfAll) {
  for (const std::size_t tracks : {1U, 31U, 32U, 33U, 64U, 65U}) {
    const Index index = sample_index({.tracks = tracks});
    Admission admission(index);
    EXPECT_EQ(admitted_of(index, admission).size(), tracks);
  }
}

TEST(Admission, AsksAboutATrackOnce) {
  const Index index = sample_index({.tracks = 65});
  std::map<std::size_t, int> asked;
  Admission admission(index, [&](std::size_t place) {
    ++asked[place];
    return place % 3 != 0;
  });
  EXPECT_TRUE(asked.empty());
  for (int round = 0; round < 3; ++round) {
    for (std::size_t place = 0; place < 65; ++place) {
      EXPECT_EQ(admission.admits(place), place % 3 != 0);
      EXPECT_EQ(admission.admits(0, place / kLanes, place % kLanes), place % 3 != 0);
    }
  }
  EXPECT_EQ(asked.size(), 65U);
  for (const auto& [place, times] : asked) EXPECT_EQ(times, 1) << place;
}

TEST(Admission, DoesNotAskAboutWhatIsExcluded) {
  const Index index = sample_index({.tracks = 40});
  std::vector<std::size_t> asked;
  Admission admission(index, [&](std::size_t place) {
    asked.push_back(place);
    return true;
  });
  admission.exclude(0);
  admission.exclude(33);
  EXPECT_FALSE(admission.admits(0));
  EXPECT_FALSE(admission.admits(33));
  EXPECT_TRUE(asked.empty());
  EXPECT_TRUE(admission.admits(1));
  admission.exclude(1);  // though it was admitted
  EXPECT_FALSE(admission.admits(1));
  EXPECT_EQ(asked, std::vector<std::size_t>{1});
}

TEST(Admission, KnowsLanesThatHoldNoTrack) {
  const Index index = sample_index({.tracks = 40});
  Admission admission(index, [](std::size_t place) { return place != 34; });
  EXPECT_EQ(admission.excluded(0, 0), 0U);
  EXPECT_EQ(admission.excluded(0, 1), 0xFFFFFF00U);
  EXPECT_FALSE(admission.admits(34));
  EXPECT_EQ(admission.excluded(0, 1), 0xFFFFFF04U);
  EXPECT_TRUE(admission.admits(35));
  EXPECT_EQ(admission.excluded(0, 1), 0xFFFFFF04U);
}

TEST(Admission, TracksThatAreGoneAreNot) {
  const Workers workers(1);
  const Index index =
      sample_index({.tracks = 40}).changed(sample_rows({.first = 100, .tracks = 35}), {3, 39}, 0, workers);
  ASSERT_EQ(index.size(), 75U);
  std::vector<std::size_t> asked;
  Admission admission(index, [&](std::size_t place) {
    asked.push_back(place);
    return place != 50;
  });
  std::vector<std::size_t> there;
  for (std::size_t place = 0; place < 75; ++place) {
    if (place != 3 && place != 39) there.push_back(place);
  }
  std::vector<std::size_t> expected = there;
  std::erase(expected, 50U);
  EXPECT_EQ(admitted_of(index, admission), expected);
  EXPECT_EQ(asked, there);
  EXPECT_EQ(admission.excluded(0, 0), 1U << 3U);
  EXPECT_EQ(admission.excluded(0, 1), 0xFFFFFF80U);
  EXPECT_EQ(admission.excluded(1, 0), 1U << 10U);
  EXPECT_EQ(admission.excluded(1, 1), 0xFFFFFFF8U);
}

}  // namespace
}  // namespace mrec::library
