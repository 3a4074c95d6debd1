#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "recommend/listening.h"
#include "support/small_index.h"

namespace mrec::recommend {
namespace {

using mrec::testing::favourites_of;
using mrec::testing::index_of_vectors;
using mrec::testing::list_for;
using mrec::testing::Places;
using mrec::testing::random_matrix;
using mrec::testing::tracks_of;

RuleOptions within_genre(double weight) {
  return {.rule = Rule::kWithinGenre, .genre_weight = weight};
}

constexpr ListOptions kAll{.count = 20, .rule_alone = true};

double score_of(const Recommendation& each) {
  return each.genre_part + each.similarity_part;
}

/// Eight tracks on two axes of mean 0 and deviation 1, so that the standardised vectors are the vectors
/// themselves up to one factor: cosines are read off. Genres: 0 for the first four, 1 for the others.
library::Index compass() {
  const Matrix embeddings{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  const Matrix probabilities{{1, 0},         {0.75F, 0.25F}, {1, 0}, {0.5F, 0.5F},
                             {0.25F, 0.75F}, {0, 1},         {0, 1}, {0, 1}};
  return index_of_vectors(embeddings, probabilities);
}

TEST(WithinGenre, OneFavouriteKnownAnswer) {
  const auto list = list_for(compass(), {0}, within_genre(0.5), kAll).tracks;
  // genre match is p_0; likeness is the cosine in genre 0 and (cosine - 1) / 2 in genre 1.
  //   1: .5 * .75 + .5 * 0    = .375      4: .5 * .25 + .5 * 0    = .125
  //   2: .5 * 1   + .5 * -1   = 0         5: 0 + .5 * -.5         = -.25
  //   3: .5 * .5  + .5 * 0    = .25       6: 0 + .5 * -1          = -.5     7: as 5
  EXPECT_EQ(tracks_of({.tracks = list, .passed = {}}), (Places{1, 3, 4, 2, 5, 7, 6}));
  const std::vector<double> scores{0.375, 0.25, 0.125, 0, -0.25, -0.25, -0.5};
  for (std::size_t i = 0; i < scores.size(); ++i) EXPECT_NEAR(score_of(list.at(i)), scores[i], 1e-6) << i;
  EXPECT_EQ(list[2].genre, 1U);
  EXPECT_NEAR(list[2].genre_probability, 0.75, 1e-6);
  EXPECT_NEAR(list[2].genre_part, 0.125, 1e-6);
  EXPECT_NEAR(list[2].similarity, 1, 1e-6) << "the cosine itself, without the penalty";
  EXPECT_EQ(list[2].closest, 0U);
}

TEST(WithinGenre, TheWeightMixesTheTwoParts) {
  EXPECT_EQ(tracks_of(list_for(compass(), {0}, within_genre(0), kAll)), (Places{1, 3, 4, 5, 7, 2, 6}));
  EXPECT_EQ(tracks_of(list_for(compass(), {0}, within_genre(1), kAll)), (Places{2, 1, 3, 4, 5, 6, 7}));
}

TEST(WithinGenre, TheGenreProfileIsTheFavouritesMean) {
  const library::Index index = index_of_vectors(
      Matrix{{1}, {-1}, {1}, {-1}}, Matrix{{0.5F, 0.5F, 0}, {0.75F, 0, 0.25F}, {0, 0.5F, 0.5F}, {0, 1, 0}});
  // g = (.625, .25, .125), scaled by its highest: (1, .4, .2).
  const auto list = list_for(index, {0, 1}, within_genre(1), kAll).tracks;
  ASSERT_EQ(tracks_of({.tracks = list, .passed = {}}), (Places{3, 2}));
  EXPECT_NEAR(list[0].genre_part, 0.4, 1e-6);
  EXPECT_NEAR(list[1].genre_part, 0.3, 1e-6);
}

TEST(WithinGenre, OnlyTheThreeNearestFavouritesOfTheGenreCount) {
  Matrix probabilities = Matrix::Zero(8, 2);
  probabilities.topRows(7).col(0).setOnes();
  probabilities(7, 1) = 1;
  const library::Index index = index_of_vectors(
      Matrix{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}}, probabilities);
  // Favourites: east, north, west, south of genre 0, and one of genre 1; the track 4 lies east.
  const auto list =
      list_for(index, {2, 1, 0, 3, 7}, within_genre(0), {.count = 1, .rule_alone = true}).tracks;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].track, 4U);
  EXPECT_NEAR(list[0].similarity_part, (1.0 + 0 + 0) / 3, 1e-6) << "west, the fourth, is left out";
  EXPECT_EQ(list[0].closest, 2U);
}

TEST(WithinGenre, EqualScoresKeepTheOrderOfTheIndex) {
  const library::Index index = index_of_vectors(Matrix::Ones(1000, 3), Matrix::Constant(1000, 4, 0.25F));
  EXPECT_EQ(tracks_of(list_for(index, {7}, within_genre(0.3), {.count = 10, .rule_alone = true})),
            (Places{0, 1, 2, 3, 4, 5, 6, 8, 9, 10}));
}

TEST(WithinGenre, CountsFromNoneToMoreThanThereAre) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8},
                                  std::numeric_limits<std::size_t>::max()}) {
    const auto list = list_for(compass(), {0}, within_genre(0.5), {.count = count, .rule_alone = true});
    EXPECT_EQ(list.tracks.size(), std::min<std::size_t>(count, 7));
  }
}

/// The definition in rule.h as plain double loops over the vectors of the index.
double plain_score(const library::Index& index, const Places& favourites, std::size_t track, double weight) {
  const auto genre_of = [&](std::size_t place) {
    const Vector p = index.probabilities(place);
    return std::max_element(p.begin(), p.end()) - p.begin();
  };
  const auto cosine = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (Eigen::Index i = 0; i < index.dimensions(); ++i)
      sum += double{index.vector(a)[i]} * double{index.vector(b)[i]};
    return sum;
  };
  std::vector<double> profile(index.genres().size());
  for (const std::size_t f : favourites) {
    for (std::size_t k = 0; k < profile.size(); ++k)
      profile[k] += double{index.probabilities(f)[static_cast<Eigen::Index>(k)]};
  }
  const double highest = *std::ranges::max_element(profile);
  double match = 0;
  for (std::size_t k = 0; k < profile.size(); ++k) {
    match += profile[k] / highest * double{index.probabilities(track)[static_cast<Eigen::Index>(k)]};
  }
  std::vector<double> of_genre;
  std::vector<double> of_all;
  for (const std::size_t f : favourites) {
    of_all.push_back(cosine(f, track));
    if (genre_of(f) == genre_of(track)) of_genre.push_back(of_all.back());
  }
  const auto mean = [](std::vector<double> cosines) {
    std::ranges::sort(cosines, std::greater<>());
    cosines.resize(std::min<std::size_t>(3, cosines.size()));
    double sum = 0;
    for (const double each : cosines) sum += each;
    return sum / static_cast<double>(cosines.size());
  };
  const double likeness = of_genre.empty() ? (mean(of_all) - 1) / 2 : mean(of_genre);
  return weight * match + (1 - weight) * likeness;
}

TEST(WithinGenre, AgreesWithPlainLoops) {
  Matrix probabilities = random_matrix(150, 4, 2).cwiseAbs();
  for (Eigen::Index i = 0; i < probabilities.rows(); ++i) probabilities.row(i) /= probabilities.row(i).sum();
  const library::Index index = index_of_vectors(random_matrix(150, 7), probabilities);
  const Places favourites{3, 14, 15, 92, 65, 35};
  const auto list = list_for(index, favourites, within_genre(0.3), {.count = 150, .rule_alone = true}).tracks;
  ASSERT_EQ(list.size(), 144U);
  double before = std::numeric_limits<double>::infinity();
  for (const Recommendation& each : list) {
    EXPECT_NEAR(score_of(each), plain_score(index, favourites, each.track, 0.3), 1e-5) << each.track;
    EXPECT_LE(score_of(each), before + 1e-9);
    before = score_of(each);
  }
}

}  // namespace
}  // namespace mrec::recommend
