#include "mrec/eval/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;

/// Tracks at these places of a line.
Matrix on_a_line(const std::vector<float>& places) {
  return Eigen::Map<const Matrix>(places.data(), static_cast<Eigen::Index>(places.size()), 1);
}

Matrix random_units(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed) {
  Rng rng(seed);
  Matrix units(rows, columns);
  for (Eigen::Index i = 0; i < units.size(); ++i) units.data()[i] = rng.uniform() - 0.4F;
  units.rowwise().normalize();
  return units;
}

TEST(Neighbours, AreTheNearestOthersOfALine) {
  const Matrix places = on_a_line({0, 1, 3, 7});
  EXPECT_EQ(nearest_by_euclidean(places, {.k = 2}), (NeighbourLists{{1, 2}, {0, 2}, {1, 0}, {2, 1}}));
}

TEST(Neighbours, OfEqualDistanceComeByTheirIndex) {
  const Matrix places = on_a_line({5, 5, 5, 4, 6});
  EXPECT_EQ(nearest_by_euclidean(places, {.k = 3}),
            (NeighbourLists{{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}, {0, 1, 2}}));
}

TEST(Neighbours, LeaveOutTheQueryAndItsArtist) {
  const Matrix places = on_a_line({0, 1, 3, 7});
  const Numbers artists = {0, 0, 1, 0};
  EXPECT_EQ(nearest_by_euclidean(places, {.k = 2, .left_out_artists = artists}),
            (NeighbourLists{{2}, {2}, {1, 0}, {2}}));
  const Numbers one(4, 9);
  EXPECT_EQ(nearest_by_euclidean(places, {.k = 2, .left_out_artists = one}), NeighbourLists(4));
}

TEST(Neighbours, ByDistanceReadARowAsDistancesFromItsTrack) {
  Matrix distances(3, 3);
  distances << 0, 2, 1,  //
      5, 0, 4,           //
      1, 9, 0;
  EXPECT_EQ(nearest_by_distance(distances, {.k = 1}), (NeighbourLists{{2}, {2}, {0}}));
}

TEST(Neighbours, ByCosineAreThoseOfASortOfAllCosines) {
  const Matrix units = random_units(61, 7, 3);
  const NeighbourLists lists = nearest_by_cosine(units, {.k = 5});
  for (std::size_t i = 0; i < lists.size(); ++i) {
    std::vector<double> cosines(61);
    for (std::size_t j = 0; j < 61; ++j) {
      for (Eigen::Index d = 0; d < 7; ++d) {
        cosines[j] += static_cast<double>(units(static_cast<Eigen::Index>(i), d)) *
                      static_cast<double>(units(static_cast<Eigen::Index>(j), d));
      }
    }
    Numbers order(61);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase(order, i);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t j) { return cosines[j]; });
    order.resize(5);
    EXPECT_EQ(lists[i], order);
  }
}

TEST(Neighbours, OfATrackWithoutDirectionAreThoseOfLowestIndex) {
  Matrix units = random_units(6, 4, 1);
  units.row(2).setZero();
  EXPECT_EQ(nearest_by_cosine(units, {.k = 3})[2], (Numbers{0, 1, 3}));
}

TEST(GenreAgreement, IsTheShareOfPlacesByHand) {
  // 1 of 2, 0 of 2, 2 of 2, 1 of 1: 4 of 7.
  const NeighbourLists lists = {{1, 2}, {2, 3}, {0, 3}, {2}};
  const Numbers genres = {0, 1, 0, 0};
  const GenreAgreement agreement = genre_agreement(lists, {.genres = genres}, 1);
  EXPECT_DOUBLE_EQ(agreement.share, 4.0 / 7);
  EXPECT_LT(agreement.by_tracks.low, agreement.share);
  EXPECT_GT(agreement.by_tracks.high, agreement.share);
  EXPECT_FALSE(agreement.by_artists);
}

TEST(GenreAgreement, OfFewArtistsProvesLessThanOfManyTracks) {
  NeighbourLists lists;
  Numbers genres;
  Numbers artists;
  for (std::size_t track = 0; track < 80; ++track) {
    const std::size_t artist = track / 10;  // every other artist's tracks find their genre
    artists.push_back(artist);
    genres.push_back(artist % 2 == 0 ? 0 : artist);
    lists.push_back({artist % 2 == 0 ? (track + 20) % 80 : (track + 10) % 80});
  }
  const GenreAgreement agreement = genre_agreement(lists, {.genres = genres, .artists = artists}, 1);
  EXPECT_DOUBLE_EQ(agreement.share, 0.5);
  ASSERT_TRUE(agreement.by_artists);
  // 80 tracks: 0.5 +- 0.11; 8 artists: +- 0.35.
  EXPECT_NEAR(agreement.by_tracks.high, 0.61, 0.03);
  EXPECT_NEAR(agreement.by_artists->high, 0.85, 0.06);
  EXPECT_NEAR(agreement.by_artists->low, 0.15, 0.06);
}

TEST(GenreAgreement, OfNoTracksIsNothing) {
  EXPECT_EQ(genre_agreement({}, {}, 1).share, 0);
  EXPECT_EQ(genre_agreement({{}, {}}, {.genres = Numbers{0, 0}}, 1).share, 0);
}

TEST(ChanceAgreement, CountsTheTracksThatMightFollow) {
  // Two of genre 0 see one of their own in three others, two of genre 1 likewise.
  const Numbers genres = {0, 0, 1, 1};
  EXPECT_DOUBLE_EQ(chance_agreement(genres, {}), 1.0 / 3);
  // Tracks 0 and 1 are of one artist: they find none of their genre in {2, 3}; 2 and 3 as before.
  const Numbers artists = {0, 0, 1, 2};
  EXPECT_DOUBLE_EQ(chance_agreement(genres, {.left_out_artists = artists}), (0 + 0 + 1.0 / 3 + 1.0 / 3) / 4);
  const Numbers one(4, 0);
  EXPECT_EQ(chance_agreement(genres, {.left_out_artists = one}), 0);
}

TEST(Hubness, OfAStarByHand) {
  // N = 3, 1, 0, 0; mean 1, variance (4 + 0 + 1 + 1) / 4, third moment (8 - 1 - 1) / 4.
  const Hubness star = hubness({{1}, {0}, {0}, {0}});
  EXPECT_DOUBLE_EQ(star.skewness, 1.5 / std::pow(1.5, 1.5));
  EXPECT_EQ(star.largest, 3U);
  EXPECT_DOUBLE_EQ(star.orphans, 0.5);
}

TEST(Hubness, OfARingIsNone) {
  const Hubness ring = hubness({{1}, {2}, {0}});
  EXPECT_EQ(ring.skewness, 0);
  EXPECT_EQ(ring.largest, 1U);
  EXPECT_EQ(ring.orphans, 0);
  EXPECT_EQ(hubness({}).largest, 0U);
}

}  // namespace
}  // namespace mrec::eval
