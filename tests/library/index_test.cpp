#include "mrec/library/index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "library/same_index.h"
#include "library/sample_rows.h"
#include "support/expect_close.h"

namespace mrec::library {
namespace {

using testing::expect_close;

std::span<const float> numbers(const Vector& vector) {
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

/// The row of a sample that a place has.
Eigen::Index row_of(const IndexRows& rows, const Index& index, std::size_t place) {
  const auto found = std::ranges::find_if(rows.tracks, [&](const IndexedTrack& each) {
    return each.track.path.native() == index.path_text(place);
  });
  return found - rows.tracks.begin();
}

double plain_cosine(const Vector& a, const Vector& b) {
  return a.cast<double>().dot(b.cast<double>());
}

TEST(Index, HasItsTracksByTheirPaths) {
  const IndexRows rows = sample_rows({.tracks = 40});
  const Index index = sample_index({.tracks = 40});
  EXPECT_EQ(index.root(), "/music");
  EXPECT_EQ(index.genres(), (std::vector<std::string>{"g0", "g1", "g2"}));
  EXPECT_EQ(index.left_out(), 7U);
  EXPECT_EQ(index.dimensions(), 5);
  EXPECT_EQ(index.width(), 8U);
  EXPECT_EQ(index.share_changed(), 0);
  EXPECT_EQ(index.more(), nullptr);
  ASSERT_EQ(index.size(), 40U);
  ASSERT_EQ(index.tracks(), 40U);
  std::vector<std::string> paths;
  for (std::size_t place = 0; place < 40; ++place) {
    ASSERT_TRUE(index.has(place));
    const IndexedTrack& expected = rows.tracks[static_cast<std::size_t>(row_of(rows, index, place))];
    EXPECT_EQ(facts_of(index.track(place)), facts_of(expected.track));
    EXPECT_EQ(index.duration_s(place), expected.track.duration_s);
    EXPECT_EQ(index.year(place), expected.track.year);
    EXPECT_EQ(index.sound(place).silence, expected.sound.silence);
    EXPECT_EQ(index.record(place), expected.record);
    EXPECT_EQ(index.genre_tag(place), expected.track.genre);
    EXPECT_EQ(index.file_text(place), expected.track.file.native());
    EXPECT_EQ(index.is_section(place), expected.track.is_section());
    EXPECT_EQ(index.find(expected.track.path.native()), place);
    paths.emplace_back(index.path_text(place));
  }
  EXPECT_TRUE(std::ranges::is_sorted(paths));
  EXPECT_FALSE(index.has(40));
}

TEST(Index, IsTheSameInWhateverOrderTheTracksCome) {
  IndexRows rows = sample_rows({.tracks = 40, .genres = 10});
  std::ranges::reverse(rows.tracks);
  rows.embeddings = rows.embeddings.colwise().reverse().eval();
  rows.probabilities = rows.probabilities.colwise().reverse().eval();
  const Index index(sample_header(10), std::move(rows), Workers(3));
  expect_same_index(index, sample_index({.tracks = 40, .genres = 10}));
}

TEST(Index, ProbabilitiesComeBack) {
  for (const Eigen::Index genres : {1, 3, 10, 17}) {
    IndexRows rows = sample_rows({.tracks = 35, .genres = genres});
    rows.probabilities.row(0).setConstant(0.9F);  // of several genres
    rows.probabilities.row(1).setZero();
    rows.probabilities.row(2).setZero();
    rows.probabilities(2, genres - 1) = 1;
    rows.probabilities.row(3).setConstant(1e-30F);
    const Matrix expected = rows.probabilities;
    const IndexRows same = rows;
    const Index index(sample_header(genres), std::move(rows), Workers(1));
    for (std::size_t place = 0; place < 35; ++place) {
      const Vector row = expected.row(row_of(same, index, place));
      EXPECT_TRUE(expect_close(numbers(index.probabilities(place)), numbers(row),
                               {.absolute = 1e-36, .relative = 2e-6}))
          << genres << " genres, place " << place;
    }
  }
}

TEST(Index, TheFrontOfAVectorIsTheDirectionOfItsSound) {
  const IndexRows rows = sample_rows({.tracks = 40, .dimensions = 13});
  const Index index = sample_index({.tracks = 40, .dimensions = 13});
  const Matrix units = Standardiser(rows.embeddings).unit_rows(rows.embeddings);
  for (std::size_t place = 0; place < 40; ++place) {
    const Vector expected = units.row(row_of(rows, index, place));
    EXPECT_TRUE(expect_close(numbers(index.vector(place).head(13)), numbers(expected), {.absolute = 1e-6}));
  }
}

TEST(Index, TheBackOfAVectorTellsHowGenresAgree) {
  IndexRows rows = sample_rows({.tracks = 30, .genres = 10});
  rows.probabilities.row(4) *= 0.1F;  // a profile counts, not how sure it is
  const IndexRows same = rows;
  const Index index(sample_header(10), std::move(rows), Workers(1));
  for (std::size_t a = 0; a < 30; ++a) {
    for (std::size_t b = 0; b < 30; ++b) {
      const Vector p = same.probabilities.row(row_of(same, index, a));
      const Vector q = same.probabilities.row(row_of(same, index, b));
      double sum = 0;
      double mass_p = 0;
      double mass_q = 0;
      for (Eigen::Index i = 0; i < 10; ++i) {
        sum += std::sqrt(static_cast<double>(p[i]) * static_cast<double>(q[i]));
        mass_p += static_cast<double>(p[i]);
        mass_q += static_cast<double>(q[i]);
      }
      EXPECT_NEAR(plain_cosine(index.vector(a).tail(10), index.vector(b).tail(10)),
                  sum / std::sqrt(mass_p * mass_q), 1e-6);
    }
  }
}

TEST(Index, HubnessIsTheMeanOfTheTenNearest) {
  for (const std::size_t tracks : {1U, 2U, 11U, 60U}) {
    const Index index = sample_index({.tracks = tracks});
    for (std::size_t place = 0; place < tracks; ++place) {
      std::vector<double> cosines;
      for (std::size_t other = 0; other < tracks; ++other) {
        if (other == place) continue;
        cosines.push_back(plain_cosine(index.vector(place).head(5), index.vector(other).head(5)));
      }
      std::ranges::sort(cosines, std::ranges::greater{});
      cosines.resize(std::min<std::size_t>(10, cosines.size()));
      double sum = 0;
      for (const double cosine : cosines) sum += cosine;
      const double expected = cosines.empty() ? 0 : sum / static_cast<double>(cosines.size());
      EXPECT_NEAR(index.hubness(place), expected, 1e-6) << tracks << " tracks, place " << place;
    }
  }
}

TEST(Index, KnowsTheShareOfPairsThatAreLessAlike) {
  const Index index = sample_index({.tracks = 100});
  std::vector<double> cosines;
  for (std::size_t a = 0; a < 100; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      cosines.push_back(plain_cosine(index.vector(a).head(5), index.vector(b).head(5)));
    }
  }
  for (const double cosine : {-0.9, -0.3, 0.0, 0.4, 0.8, 0.95}) {
    const auto below = std::ranges::count_if(cosines, [&](double each) { return each < cosine; });
    EXPECT_NEAR(index.share_less_alike(cosine),
                static_cast<double>(below) / static_cast<double>(cosines.size()), 0.012);
  }
}

TEST(Index, MakesTheVectorOfAnySoundLikeThoseOfItsTracks) {
  const Sample sample{.tracks = 40, .dimensions = 13, .genres = 10};
  const IndexRows rows = sample_rows(sample);
  const Index index = sample_index(sample);
  for (std::size_t place = 0; place < 40; ++place) {
    const Eigen::Index row = row_of(rows, index, place);
    EXPECT_EQ(index.vector_of(rows.embeddings.row(row), rows.probabilities.row(row)), index.vector(place))
        << place;
  }
}

TEST(Index, FindsUpToTwoOfAName) {
  IndexRows rows = sample_rows({.tracks = 40});
  for (const std::size_t row : {3U, 9U, 20U}) rows.tracks[row].track.path = std::to_string(row) + "/same.mp3";
  const Index index(sample_header(), std::move(rows), Workers(1));
  ASSERT_EQ(index.find_name("same.mp3").size(), 2U);
  for (const std::size_t place : index.find_name("same.mp3"))
    EXPECT_TRUE(index.path_text(place).ends_with("/same.mp3"));
  const std::vector<std::size_t> one = index.find_name("7.mp3");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(index.path_text(one[0]), "album 0/7.mp3");
  EXPECT_TRUE(index.find_name("none.mp3").empty());
  EXPECT_EQ(index.find("none.mp3"), std::nullopt);
}

TEST(Index, RunsAreAllVectors) {
  const Index index = sample_index({.tracks = 40});
  ASSERT_EQ(index.runs().size(), 1U);
  const Index::Run run = index.runs().front();
  EXPECT_EQ(run.first, 0U);
  ASSERT_EQ(run.lanes.tracks, 40U);
  for (std::size_t place = 0; place < 40; ++place) {
    Vector vector(8);
    run.lanes.copy_to(place, 0, {vector.data(), 8});
    EXPECT_EQ(vector, index.vector(place));
    EXPECT_EQ(run.hubness[place], index.hubness(place));
  }
}

TEST(Index, StaysWhatItIsWhenMoved) {
  Index index = sample_index();
  Index other = sample_index({.first = 500, .tracks = 3});
  other = std::move(index);
  const Index moved(std::move(other));
  expect_same_index(moved, sample_index());
}

TEST(IndexForLookUp, FindsManyTracksQuickly) {
  std::vector<IndexedTrack> tracks;
  for (int i = 100'000; i > 0; --i) {
    tracks.push_back(
        {.track = {.path = "a/" + std::to_string(i) + ".mp3", .artist = std::to_string(i), .title = {}}});
  }
  const auto start = std::chrono::steady_clock::now();
  const Index index = Index::for_look_up({.root = "/music", .genres = {"any"}}, std::move(tracks));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(index.tracks(), 100'000U);
  EXPECT_EQ(index.track(index.find("a/777.mp3").value()).artist, "777");
  EXPECT_EQ(index.find_name("99.mp3").size(), 1U);
  EXPECT_LT(taken.count(), 10) << "looking for neighbours takes minutes here";
  EXPECT_EQ(Index::for_look_up({.root = "/music", .genres = {}}, {}).tracks(), 0U);
}

}  // namespace
}  // namespace mrec::library
