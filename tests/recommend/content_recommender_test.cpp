#include "mrec/recommend/content_recommender.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <string>

#include "mrec/core/error.h"
#include "mrec/core/rng.h"

namespace mrec::recommend {
namespace {

library::Index index_of(const Matrix& embeddings, const Matrix& probabilities) {
  library::Index index;
  index.root = "/music";
  for (Eigen::Index k = 0; k < probabilities.cols(); ++k) index.genres.push_back("g" + std::to_string(k));
  for (Eigen::Index i = 0; i < embeddings.rows(); ++i) {
    index.tracks.push_back({.path = std::to_string(i), .artist = "", .title = "", .duration_s = 0});
  }
  index.embeddings = embeddings;
  index.probabilities = probabilities;
  return index;
}

/// Tracks of the index itself as favourites.
Favourites favourites_of(const library::Index& index, const std::vector<std::size_t>& places) {
  const auto count = static_cast<Eigen::Index>(places.size());
  Favourites favourites;
  favourites.embeddings.resize(count, index.embeddings.cols());
  favourites.probabilities.resize(count, index.probabilities.cols());
  for (Eigen::Index i = 0; i < count; ++i) {
    const auto place = static_cast<Eigen::Index>(places[static_cast<std::size_t>(i)]);
    favourites.names.push_back(std::to_string(place));
    favourites.embeddings.row(i) = index.embeddings.row(place);
    favourites.probabilities.row(i) = index.probabilities.row(place);
  }
  return favourites;
}

std::vector<std::size_t> tracks_of(const std::vector<Recommendation>& list) {
  std::vector<std::size_t> tracks;
  for (const Recommendation& item : list) tracks.push_back(item.track);
  return tracks;
}

using Places = std::vector<std::size_t>;

/// Eight tracks on two axes of mean 0 and deviation 1, so that the standardised vectors are the vectors
/// themselves up to one factor: cosines are read off. Genres: 0 for the first four, 1 for the others.
library::Index compass() {
  const Matrix embeddings{{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  const Matrix probabilities{{1, 0},         {0.75F, 0.25F}, {1, 0}, {0.5F, 0.5F},
                             {0.25F, 0.75F}, {0, 1},         {0, 1}, {0, 1}};
  return index_of(embeddings, probabilities);
}

TEST(RankByContent, OneFavouriteKnownAnswer) {
  const library::Index index = compass();
  const auto list =
      rank_by_content(index, favourites_of(index, {0}), {0}, {.genre_weight = 0.5, .count = 20});
  // genre match is p_0; likeness is the cosine in genre 0 and (cosine - 1) / 2 in genre 1.
  //   1: .5 * .75 + .5 * 0    = .375      4: .5 * .25 + .5 * 0    = .125
  //   2: .5 * 1   + .5 * -1   = 0         5: 0 + .5 * -.5         = -.25
  //   3: .5 * .5  + .5 * 0    = .25       6: 0 + .5 * -1          = -.5     7: as 5
  EXPECT_EQ(tracks_of(list), (Places{1, 3, 4, 2, 5, 7, 6}));
  const std::vector<double> scores{0.375, 0.25, 0.125, 0, -0.25, -0.25, -0.5};
  for (std::size_t i = 0; i < scores.size(); ++i) EXPECT_NEAR(list.at(i).score, scores[i], 1e-6) << i;
  EXPECT_EQ(list[2].genre, 1U);
  EXPECT_NEAR(list[2].genre_probability, 0.75, 1e-6);
  EXPECT_NEAR(list[2].genre_match, 0.25, 1e-6);
  EXPECT_NEAR(list[2].similarity, 1, 1e-6) << "the cosine itself, without the penalty";
  EXPECT_EQ(list[2].nearest_favourite, 0U);
}

TEST(RankByContent, TheWeightMixesTheTwoParts) {
  const library::Index index = compass();
  const Favourites favourites = favourites_of(index, {0});
  const auto sound = rank_by_content(index, favourites, {0}, {.genre_weight = 0, .count = 20});
  EXPECT_EQ(tracks_of(sound), (Places{1, 3, 4, 5, 7, 2, 6}));
  const auto genre = rank_by_content(index, favourites, {0}, {.genre_weight = 1, .count = 20});
  EXPECT_EQ(tracks_of(genre), (Places{2, 1, 3, 4, 5, 6, 7}));
  for (const Recommendation& item : sound) {
    EXPECT_EQ(item.score, item.genre == 0 ? item.similarity : (item.similarity - 1) / 2);
  }
  for (const Recommendation& item : genre) EXPECT_EQ(item.score, item.genre_match);
}

TEST(RankByContent, TheGenreProfileIsTheFavouritesMean) {
  const library::Index index = index_of(
      Matrix{{1}, {-1}, {1}, {-1}}, Matrix{{0.5F, 0.5F, 0}, {0.75F, 0, 0.25F}, {0, 0.5F, 0.5F}, {0, 1, 0}});
  // g = (.625, .25, .125), scaled by its highest: (1, .4, .2).
  const auto list =
      rank_by_content(index, favourites_of(index, {0, 1}), {0, 1}, {.genre_weight = 1, .count = 20});
  ASSERT_EQ(tracks_of(list), (Places{3, 2}));
  EXPECT_NEAR(list[0].genre_match, 0.4, 1e-6);
  EXPECT_NEAR(list[1].genre_match, 0.3, 1e-6);
}

TEST(RankByContent, OnlyTheThreeNearestFavouritesOfTheGenreCount) {
  library::Index index = compass();
  index.probabilities = Matrix::Zero(8, 2);
  index.probabilities.topRows(7).col(0).setOnes();
  index.probabilities(7, 1) = 1;
  // Favourites: east, north, west, south of genre 0, and one of genre 1; the track 4 lies east.
  const auto list = rank_by_content(index, favourites_of(index, {2, 1, 0, 3, 7}), {0, 1, 2, 3, 7},
                                    {.genre_weight = 0, .count = 1});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].track, 4U);
  EXPECT_NEAR(list[0].similarity, (1.0 + 0 + 0) / 3, 1e-6) << "west, the fourth, is left out";
  EXPECT_EQ(list[0].nearest_favourite, 2U);
}

TEST(RankByContent, AStrangersGenreRanksBelowOneThatSoundsAsNear) {
  const library::Index index = compass();
  const auto list = rank_by_content(index, favourites_of(index, {1}), {}, {.genre_weight = 0, .count = 20});
  const auto score = [&](std::size_t track) {
    return std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.track == track; })
        ->score;
  };
  for (std::size_t track = 0; track < 2; ++track) EXPECT_GT(score(track), score(track + 4)) << track;
  EXPECT_GT(score(5), score(4)) << "strangers keep their order";
  EXPECT_GT(score(4), score(7));
  EXPECT_GE(score(7), -1);
}

TEST(RankByContent, NearestFavouriteIsTheFirstOfEquals) {
  const library::Index index = compass();
  const auto list =
      rank_by_content(index, favourites_of(index, {2, 0, 0}), {}, {.genre_weight = 0, .count = 20});
  EXPECT_EQ(list.at(0).track, 0U);
  EXPECT_EQ(list.at(0).nearest_favourite, 1U);
}

TEST(RankByContent, EqualScoresKeepTheOrderOfTheIndex) {
  const Matrix same = Matrix::Ones(1000, 3);
  const library::Index index = index_of(same, Matrix::Constant(1000, 4, 0.25F));
  const auto list =
      rank_by_content(index, favourites_of(index, {7}), {7}, {.genre_weight = 0.3, .count = 10});
  EXPECT_EQ(tracks_of(list), (Places{0, 1, 2, 3, 4, 5, 6, 8, 9, 10}));
}

TEST(RankByContent, ExcludedTracksAreLeftOut) {
  const library::Index index = compass();
  const Favourites favourites = favourites_of(index, {0});
  const auto list = rank_by_content(index, favourites, {0, 4, 4, 1, 99}, {.genre_weight = 0.5, .count = 20});
  EXPECT_EQ(tracks_of(list), (Places{3, 2, 5, 7, 6}));
  EXPECT_TRUE(rank_by_content(index, favourites, {0, 1, 2, 3, 4, 5, 6, 7}, {}).empty());
}

TEST(RankByContent, CountsFromNoneToMoreThanThereAre) {
  const library::Index index = compass();
  const Favourites favourites = favourites_of(index, {0});
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{8},
                                  std::numeric_limits<std::size_t>::max()}) {
    const auto list = rank_by_content(index, favourites, {0}, {.genre_weight = 0.5, .count = count});
    EXPECT_EQ(list.size(), std::min<std::size_t>(count, 7));
  }
}

TEST(RankByContent, AnIndexOfOneGenre) {
  const library::Index index = index_of(compass().embeddings, Matrix::Ones(8, 1));
  const auto list =
      rank_by_content(index, favourites_of(index, {0}), {0}, {.genre_weight = 0.25, .count = 3});
  EXPECT_EQ(tracks_of(list), (Places{4, 1, 3}));
  EXPECT_NEAR(list[0].score, 1, 1e-6);
}

TEST(RankByContent, AnIndexOfOneTrackAndOfNone) {
  const library::Index one = index_of(Matrix{{3, 4}}, Matrix{{0.5F, 0.5F}});
  const auto list = rank_by_content(one, favourites_of(one, {0}), {}, {});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].similarity, 0);
  EXPECT_EQ(list[0].genre, 0U) << "the first of two equally probable";
  const library::Index none = index_of(Matrix(0, 2), Matrix(0, 2));
  EXPECT_TRUE(rank_by_content(none, favourites_of(one, {0}), {}, {}).empty());
}

/// The definition in the header as plain double loops.
std::vector<Recommendation> reference_ranking(const library::Index& index, const Favourites& favourites,
                                              const std::set<std::size_t>& excluded, double weight) {
  const auto argmax = [](const Matrix& p, Eigen::Index row) {
    Eigen::Index best = 0;
    for (Eigen::Index k = 1; k < p.cols(); ++k) best = p(row, k) > p(row, best) ? k : best;
    return best;
  };
  const auto standardised = [&](const Matrix& x, Eigen::Index row, Eigen::Index j) {
    double mean = 0;
    double variance = 0;
    const auto count = static_cast<double>(index.embeddings.rows());
    for (Eigen::Index i = 0; i < index.embeddings.rows(); ++i) mean += index.embeddings(i, j) / count;
    for (Eigen::Index i = 0; i < index.embeddings.rows(); ++i) {
      variance += std::pow(index.embeddings(i, j) - mean, 2) / count;
    }
    return (x(row, j) - mean) / std::sqrt(variance);
  };
  const auto cosine = [&](Eigen::Index track, Eigen::Index favourite) {
    double dot = 0;
    double a2 = 0;
    double b2 = 0;
    for (Eigen::Index j = 0; j < index.embeddings.cols(); ++j) {
      const double a = standardised(index.embeddings, track, j);
      const double b = standardised(favourites.embeddings, favourite, j);
      dot += a * b;
      a2 += a * a;
      b2 += b * b;
    }
    return dot / std::sqrt(a2 * b2);
  };
  std::vector<Recommendation> list;
  for (Eigen::Index i = 0; i < index.embeddings.rows(); ++i) {
    if (excluded.contains(static_cast<std::size_t>(i))) continue;
    std::vector<std::pair<double, Eigen::Index>> own;
    std::vector<std::pair<double, Eigen::Index>> any;
    for (Eigen::Index f = 0; f < favourites.embeddings.rows(); ++f) {
      any.emplace_back(cosine(i, f), -f);
      if (argmax(favourites.probabilities, f) == argmax(index.probabilities, i)) own.push_back(any.back());
    }
    auto& used = own.empty() ? any : own;
    std::sort(used.rbegin(), used.rend());
    used.resize(std::min<std::size_t>(3, used.size()));
    double similarity = 0;
    for (const auto& [value, favourite] : used) similarity += value / static_cast<double>(used.size());
    const double likeness = own.empty() ? (similarity - 1) / 2 : similarity;
    double match = 0;
    double highest = 0;
    for (Eigen::Index k = 0; k < index.probabilities.cols(); ++k) {
      double g = 0;
      for (Eigen::Index f = 0; f < favourites.probabilities.rows(); ++f) g += favourites.probabilities(f, k);
      match += g * index.probabilities(i, k);
      highest = std::max(highest, g);
    }
    Recommendation item;
    item.track = static_cast<std::size_t>(i);
    item.genre_match = match / highest;
    item.similarity = similarity;
    item.score = weight * item.genre_match + (1 - weight) * likeness;
    item.nearest_favourite = static_cast<std::size_t>(-used[0].second);
    list.push_back(item);
  }
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return list;
}

library::Index random_index(Eigen::Index tracks, Eigen::Index dimensions, Eigen::Index genres,
                            std::uint64_t seed) {
  Rng rng(seed);
  Matrix embeddings(tracks, dimensions);
  Matrix probabilities(tracks, genres);
  for (Eigen::Index i = 0; i < tracks; ++i) {
    for (Eigen::Index j = 0; j < dimensions; ++j)
      embeddings(i, j) = std::max(0.0F, rng.uniform() - 0.3F) * 10;
    for (Eigen::Index k = 0; k < genres; ++k) probabilities(i, k) = rng.uniform() * rng.uniform() + 0.001F;
    probabilities.row(i) /= probabilities.row(i).sum();
  }
  return index_of(embeddings, probabilities);
}

TEST(RankByContent, AgreesWithPlainLoops) {
  const library::Index index = random_index(97, 5, 7, 11);
  for (const Places& places : {Places{3}, Places{0, 50, 96}, Places{1, 2, 3, 5, 8, 13, 21, 34, 55, 89}}) {
    for (const double weight : {0.0, 0.3, 1.0}) {
      const Favourites favourites = favourites_of(index, places);
      const auto expected = reference_ranking(index, favourites, {places.begin(), places.end()}, weight);
      const auto actual = rank_by_content(index, favourites, places, {.genre_weight = weight, .count = 40});
      ASSERT_EQ(actual.size(), 40U);
      for (std::size_t i = 0; i < actual.size(); ++i) {
        EXPECT_EQ(actual[i].track, expected[i].track) << i;
        EXPECT_EQ(actual[i].nearest_favourite, expected[i].nearest_favourite) << i;
        EXPECT_NEAR(actual[i].score, expected[i].score, 1e-5) << i;
        EXPECT_NEAR(actual[i].similarity, expected[i].similarity, 1e-5) << i;
        EXPECT_NEAR(actual[i].genre_match, expected[i].genre_match, 1e-5) << i;
      }
    }
  }
}

TEST(RankByContent, AShorterListIsTheStartOfALongerOne) {
  const library::Index index = random_index(1500, 16, 4, 12);
  const Favourites favourites = favourites_of(index, {10, 500, 1400});
  const auto all =
      tracks_of(rank_by_content(index, favourites, {10, 500, 1400}, {.genre_weight = 0.3, .count = 9999}));
  ASSERT_EQ(all.size(), 1497U);
  for (const std::size_t count : {1U, 2U, 20U, 1496U}) {
    const auto list =
        tracks_of(rank_by_content(index, favourites, {10, 500, 1400}, {.genre_weight = 0.3, .count = count}));
    EXPECT_TRUE(
        std::equal(list.begin(), list.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)));
  }
}

ErrorKind kind_of_failure(const library::Index& index, const Favourites& favourites, double weight = 0.3) {
  try {
    rank_by_content(index, favourites, {}, {.genre_weight = weight, .count = 3});
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing thrown";
  return ErrorKind::kIo;
}

TEST(RankByContent, SaysWhatCannotBeRanked) {
  const library::Index index = compass();
  const Favourites good = favourites_of(index, {0});
  EXPECT_EQ(kind_of_failure(index, favourites_of(index, {})), ErrorKind::kData);
  const float not_a_number = std::numeric_limits<float>::quiet_NaN();
  for (const double weight : {-0.001, 1.001, static_cast<double>(not_a_number)}) {
    EXPECT_EQ(kind_of_failure(index, good, weight), ErrorKind::kUsage) << weight;
  }
  Favourites other = good;
  other.embeddings = Matrix::Ones(1, 3);
  EXPECT_EQ(kind_of_failure(index, other), ErrorKind::kData);
  other = good;
  other.probabilities = Matrix::Ones(1, 3);
  EXPECT_EQ(kind_of_failure(index, other), ErrorKind::kData);
  other = good;
  other.embeddings(0, 0) = not_a_number;
  EXPECT_EQ(kind_of_failure(index, other), ErrorKind::kData);
  library::Index damaged = index;
  damaged.embeddings(7, 1) = std::numeric_limits<float>::infinity();
  EXPECT_EQ(kind_of_failure(damaged, good), ErrorKind::kData);
}

}  // namespace
}  // namespace mrec::recommend
