#include "mrec/recommend/path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>

#include "recommend/listening.h"
#include "support/small_index.h"

namespace mrec::recommend {
namespace {

using mrec::testing::index_of_vectors;
using mrec::testing::Places;

/// Tracks all round a circle, a degree apart; the artists come in turn, as many as that.
library::Index circle(std::size_t artists = 360) {
  Matrix vectors(360, 2);
  std::vector<library::Track> tracks;
  for (int i = 0; i < 360; ++i) {
    const double angle = i * std::acos(-1) / 180;
    vectors.row(i) << static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle));
    tracks.push_back({.path = {},
                      .artist = "artist " + std::to_string(static_cast<std::size_t>(i) % artists),
                      .title = "song " + std::to_string(i),
                      .duration_s = 100.0 + 5 * i});
  }
  return index_of_vectors(vectors, Matrix::Ones(360, 1), tracks);
}

Places way(const library::Index& index, const Places& waypoints, const PathOptions& options,
           const Places& excluded = {}, int threads = 1) {
  library::Admission admission(index);
  for (const std::size_t place : excluded) admission.exclude(place);
  return smooth_path(index, waypoints, options, admission, Workers(threads)).tracks;
}

TEST(SmoothPath, GoesAlongTheArcInEvenSteps) {
  const Places tracks = way(circle(), {10, 100}, {.count = 10});
  ASSERT_EQ(tracks.size(), 10U);
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(tracks[i]), 10 + 10 * static_cast<double>(i), 3) << i;
  }
  EXPECT_EQ(way(circle(), {10, 100}, {.count = 10}, {}, 4), tracks);
}

TEST(SmoothPath, ComesByItsWaypointsInOrder) {
  const Places tracks = way(circle(), {10, 70, 40}, {.count = 12});
  ASSERT_EQ(tracks.size(), 12U);
  EXPECT_EQ(tracks.front(), 10U);
  EXPECT_EQ(tracks.back(), 40U);
  EXPECT_NE(std::ranges::find(tracks, 70U), tracks.end());
  EXPECT_EQ(std::set<std::size_t>(tracks.begin(), tracks.end()).size(), 12U) << "no track twice";
}

TEST(SmoothPath, IsNeverShorterThanItsWaypoints) {
  EXPECT_EQ(way(circle(), {10, 100}, {.count = 1}), (Places{10, 100}));
  EXPECT_EQ(way(circle(), {10, 100, 200}, {.count = 3}), (Places{10, 100, 200}));
}

TEST(SmoothPath, TakesWhatIsAdmittedOnly) {
  Places excluded;
  for (std::size_t i = 0; i < 360; i += 2) excluded.push_back(i);
  for (const std::size_t place : way(circle(), {11, 101}, {.count = 10}, excluded)) EXPECT_EQ(place % 2, 1U);
  Places all;
  for (std::size_t i = 0; i < 360; ++i) all.push_back(i);
  EXPECT_EQ(way(circle(), {11, 101}, {.count = 10}, all), (Places{11, 101})) << "there is nothing else";
}

TEST(SmoothPath, HasNoMoreOfAnArtistThanAskedFor) {
  const library::Index index = circle(6);
  const Places tracks = way(index, {10, 100}, {.count = 12, .max_per_artist = 3});
  std::map<std::string, std::size_t> of_artist;
  for (const std::size_t place : tracks) ++of_artist[index.track(place).artist];
  for (const auto& [artist, count] : of_artist) EXPECT_LE(count, 3U) << artist;
  EXPECT_EQ(tracks.size(), 12U);
  for (std::size_t i = 1; i < tracks.size(); ++i) {
    EXPECT_NE(index.track(tracks[i - 1]).artist, index.track(tracks[i]).artist) << i;
  }
}

TEST(ChainFrom, EachIsLikeTheOneBefore) {
  const library::Index index = circle();
  library::Admission admission(index);
  const Places chain = chain_from(index, 10, {.count = 8}, admission, Workers(1)).tracks;
  ASSERT_EQ(chain.size(), 8U);
  EXPECT_EQ(chain.front(), 10U);
  EXPECT_EQ(std::set<std::size_t>(chain.begin(), chain.end()).size(), 8U);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const float cosine = index.vector(chain[i]).head(2).dot(index.vector(chain[i - 1]).head(2));
    EXPECT_GT(cosine, 0.97F) << i;
  }
}

TEST(ChainFrom, EndsWhereThereIsNothingLeft) {
  const library::Index index = circle(2);
  library::Admission admission(index);
  const PathList chain =
      chain_from(index, 10, {.count = 100'000, .max_per_artist = 3}, admission, Workers(1));
  EXPECT_EQ(chain.tracks.size(), 6U);
  EXPECT_EQ(chain.passed.of_artist, 354U) << "each once";
}

/// Tracks that all sound the same, with titles and durations of their own.
library::Index equal_tracks(std::size_t count, float value = 1) {
  std::vector<library::Track> tracks(count);
  for (std::size_t i = 0; i < count; ++i) {
    tracks[i].title = "song " + std::to_string(i);
    tracks[i].duration_s = 100.0 + 5.0 * static_cast<double>(i);
  }
  const auto rows = static_cast<Eigen::Index>(count);
  return index_of_vectors(Matrix::Constant(rows, 2, value), Matrix::Ones(rows, 1), tracks);
}

TEST(SmoothPath, EveryPlaceHasATrackWhereAllFitEverywhere) {
  const Places tracks = way(equal_tracks(60), {3, 40}, {.count = 20});
  EXPECT_EQ(std::set<std::size_t>(tracks.begin(), tracks.end()).size(), 20U);
}

TEST(SmoothPath, TakesTheWholeLibraryWhenAskedForAll) {
  const PathOptions all{.count = 100'000, .songs_by_sound = false};
  EXPECT_EQ(way(equal_tracks(100), {3, 40}, all).size(), 100U);
  const Places tracks = way(circle(), {10, 100}, all);
  EXPECT_EQ(std::set<std::size_t>(tracks.begin(), tracks.end()).size(), 360U);
  EXPECT_EQ(tracks.back(), 100U);
}

TEST(SmoothPath, NeverTakesWhatIsNoNumber) {
  const library::Index index = equal_tracks(60, std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(way(index, {3, 40}, {.count = 20}), (Places{3, 40}));
  library::Admission admission(index);
  EXPECT_EQ(chain_from(index, 3, {.count = 20}, admission, Workers(1)).tracks, Places{3});
}

}  // namespace
}  // namespace mrec::recommend
