#include "mrec/recommend/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "mrec/core/error.h"
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

Matrix random_probabilities(Eigen::Index tracks, Eigen::Index genres) {
  Matrix probabilities = random_matrix(tracks, genres, 9).cwiseAbs();
  for (Eigen::Index i = 0; i < tracks; ++i) probabilities.row(i) /= probabilities.row(i).sum();
  return probabilities;
}

library::Index random_index(Eigen::Index tracks = 300) {
  return index_of_vectors(random_matrix(tracks, 6), random_probabilities(tracks, 3));
}

using Numbers = std::vector<std::vector<double>>;

/// What the favourites say of every track: s of rule.h as plain loops; `leant` favourites lean to each other.
Numbers plain_opinions(const library::Index& index, const Places& favourites, double weight, bool leant) {
  const auto dimensions = index.dimensions();
  const auto unit = [&](std::size_t place, Eigen::Index i) { return double{index.vector(place)[i]}; };
  Numbers opinions;
  for (const std::size_t f : favourites) {
    std::vector<double> v(static_cast<std::size_t>(dimensions));
    double all = 0;
    for (const std::size_t j : favourites) {
      double k = 0;
      for (Eigen::Index i = 0; i < dimensions; ++i) k += unit(f, i) * unit(j, i);
      k = leant ? std::max(0.0, k) : 0;
      all += k;
      for (Eigen::Index i = 0; i < dimensions; ++i) v[static_cast<std::size_t>(i)] += k * unit(j, i);
    }
    double length = 0;
    for (Eigen::Index i = 0; i < dimensions; ++i) {
      double& each = v[static_cast<std::size_t>(i)];
      each = unit(f, i) + (leant ? each / all : 0);
      length += each * each;
    }
    opinions.emplace_back();
    for (std::size_t c = 0; c < index.size(); ++c) {
      double cosine = 0;
      for (Eigen::Index i = 0; i < dimensions; ++i)
        cosine += v[static_cast<std::size_t>(i)] * unit(c, i) / std::sqrt(length);
      double agreement = 0;
      for (Eigen::Index k = 0; k < 3; ++k) {
        agreement += std::sqrt(double{index.probabilities(f)[k]} * double{index.probabilities(c)[k]});
      }
      opinions.back().push_back((1 - weight) * (2 * cosine - double{index.hubness(c)}) + weight * agreement);
    }
  }
  return opinions;
}

bool contains(const Places& places, std::size_t place) {
  return std::ranges::find(places, place) != places.end();
}

/// Coverage as it is defined, each step over all candidates; `exponent` of the agreement, for the soft rule.
Places plain_coverage(const library::Index& index, const Places& favourites, double weight, double exponent,
                      std::size_t count) {
  constexpr std::size_t kCandidates = 40;
  const Numbers opinions = plain_opinions(index, favourites, weight, true);
  std::set<std::size_t> pool;
  double sum = 0;
  double squares = 0;
  for (const auto& of_one : opinions) {
    Places order;
    for (std::size_t c = 0; c < index.size(); ++c) {
      if (!contains(favourites, c)) order.push_back(c);
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return of_one[a] > of_one[b]; });
    for (std::size_t i = 0; i < kCandidates; ++i) {
      pool.insert(order[i]);
      sum += of_one[order[i]];
      squares += of_one[order[i]] * of_one[order[i]];
    }
  }
  const auto best = static_cast<double>(kCandidates * favourites.size());
  const double scale = 3.5 * std::sqrt(squares / best - std::pow(sum / best, 2));
  std::vector<std::map<std::size_t, double>> pulls(favourites.size());
  for (std::size_t f = 0; f < favourites.size(); ++f) {
    double all = 0;
    for (const std::size_t c : pool) {
      double agreement = 0;
      for (Eigen::Index k = 0; k < 3; ++k) {
        agreement +=
            std::sqrt(double{index.probabilities(favourites[f])[k]} * double{index.probabilities(c)[k]});
      }
      all += pulls[f][c] = std::exp(opinions[f][c] / scale) * std::pow(agreement, exponent);
    }
    for (auto& [c, pull] : pulls[f]) pull /= all;
  }
  Places list;
  std::vector<double> covered(favourites.size());
  while (list.size() < count) {
    double most = -1;
    std::size_t chosen = 0;
    for (const std::size_t c : pool) {
      double gain = 0;
      for (std::size_t f = 0; f < favourites.size(); ++f) {
        gain += std::pow(covered[f] + pulls[f][c], 0.2) - std::pow(covered[f], 0.2);
      }
      if (gain > most) {
        most = gain;
        chosen = c;
      }
    }
    pool.erase(chosen);
    list.push_back(chosen);
    for (std::size_t f = 0; f < favourites.size(); ++f) covered[f] += pulls[f][chosen];
  }
  return list;
}

TEST(Rule, NamesAreTheRules) {
  for (const std::string& name : rule_names()) EXPECT_EQ(name_of(rule_of(name)), name);
  EXPECT_EQ(rule_names().front(), "coverage");
  EXPECT_THROW(rule_of("best"), Error);
}

TEST(Coverage, AgreesWithPlainLoops) {
  const library::Index index = random_index();
  for (const Places& favourites : {Places{7}, Places{1, 2}, Places{3, 50, 120, 299, 0}}) {
    const auto list = list_for(index, favourites, {}, {.count = 12, .rule_alone = true});
    EXPECT_EQ(tracks_of(list), plain_coverage(index, favourites, 0.1, 0, 12))
        << favourites.size() << " favourites";
    const auto heavy = list_for(index, favourites, {.genre_weight = 0.8}, {.count = 12, .rule_alone = true});
    EXPECT_EQ(tracks_of(heavy), plain_coverage(index, favourites, 0.8, 0, 12))
        << favourites.size() << " favourites";
  }
}

TEST(SoftGenre, AgreesWithPlainLoops) {
  const library::Index index = random_index();
  const Places favourites{3, 50, 120, 299, 0};
  for (const double exponent : {0.0, 0.25, 1.0}) {
    const RuleOptions rule{.rule = Rule::kSoftGenre, .genre_weight = exponent};
    EXPECT_EQ(tracks_of(list_for(index, favourites, rule, {.count = 12, .rule_alone = true})),
              plain_coverage(index, favourites, 0, exponent, 12))
        << exponent;
  }
}

TEST(Nearest, IsTheHighestOpinion) {
  const library::Index index = random_index();
  const Places favourites{3, 50, 120};
  const Numbers opinions = plain_opinions(index, favourites, 0.1, false);
  const auto highest = [&](std::size_t c) {
    return std::max({opinions[0][c], opinions[1][c], opinions[2][c]});
  };
  const Places list =
      tracks_of(list_for(index, favourites, {.rule = Rule::kNearest}, {.count = 30, .rule_alone = true}));
  ASSERT_EQ(list.size(), 30U);
  EXPECT_TRUE(std::ranges::is_sorted(list, std::greater<>(), highest));
  for (std::size_t c = 0; c < index.size(); ++c) {
    if (contains(list, c) || contains(favourites, c)) continue;
    EXPECT_LE(highest(c), highest(list.back()) + 1e-6);
  }
}

TEST(Centroid, IsTheOpinionOfTheMean) {
  const library::Index index = random_index();
  const Places one{42};
  const Numbers opinions = plain_opinions(index, one, 0.1, false);
  const Places list =
      tracks_of(list_for(index, one, {.rule = Rule::kCentroid}, {.count = 30, .rule_alone = true}));
  EXPECT_TRUE(std::ranges::is_sorted(list, std::greater<>(), [&](std::size_t c) { return opinions[0][c]; }));
  // Of two opposite favourites the mean has no direction: what is left are genres and hubs.
  EXPECT_NE(list, tracks_of(list_for(index, {42, 43}, {.rule = Rule::kCentroid},
                                     {.count = 30, .rule_alone = true})));
}

TEST(Rule, TheSameAtAnyNumberOfThreads) {
  const library::Index index = random_index(5000);
  for (const std::string& name : rule_names()) {
    const RuleOptions rule{.rule = rule_of(name), .variety = 0.3};
    const Places favourites{3, 500, 1200, 2990, 0};
    EXPECT_EQ(tracks_of(list_for(index, favourites, rule, {.count = 50}, 1)),
              tracks_of(list_for(index, favourites, rule, {.count = 50}, 4)))
        << name;
  }
}

TEST(Rule, AnIndexOfOneTrack) {
  const library::Index index = index_of_vectors(Matrix{{3, 4}}, Matrix{{0.5F, 0.5F}});
  for (const std::string& name : rule_names()) {
    const RuleOptions rule{.rule = rule_of(name)};
    EXPECT_TRUE(list_for(index, {0}, rule, {}).tracks.empty()) << name;
    library::Admission all(index);
    const auto list =
        rank(index, favourites_of(index, {0}), Matrix(), rule, {.keep_duplicates = true}, all, Workers(1))
            .tracks;
    ASSERT_EQ(list.size(), 1U) << name;
    EXPECT_EQ(list[0].genre, 0U) << "the first of two equally probable";
  }
}

TEST(Rule, VarietyIsTheSeeds) {
  const library::Index index = random_index();
  const auto list = [&](double variety, std::uint64_t seed) {
    return tracks_of(list_for(index, {1, 2}, {.variety = variety, .seed = seed}, {}));
  };
  EXPECT_EQ(list(0, 1), list(0, 2));
  EXPECT_EQ(list(0.5, 1), list(0.5, 1));
  EXPECT_NE(list(0.5, 1), list(0.5, 2));
  EXPECT_NE(list(0.5, 1), list(0, 1));
}

TEST(Rule, WhatIsLikeADislikeLoses) {
  const library::Index index = random_index();
  const Places before = tracks_of(list_for(index, {1}, {}, {.count = 20}));
  for (const std::string& name : rule_names()) {
    library::Admission admission(index);
    admission.exclude(1);
    const Matrix dislikes = index.vector(before[0]).transpose();
    const auto after = tracks_of(rank(index, favourites_of(index, {1}), dislikes, {.rule = rule_of(name)},
                                      {.count = 20}, admission, Workers(1)));
    EXPECT_NE(after.front(), before[0]) << name;
  }
}

TEST(Rule, RefusesWhatCannotBe) {
  const library::Index index = random_index();
  Favourites favourites = favourites_of(index, {1});
  const auto kind_of = [&](const RuleOptions& rule) {
    library::Admission admission(index);
    try {
      draw_candidates(index, favourites, Matrix(), 5, rule, admission, Workers(1));
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "nothing thrown";
    return ErrorKind::kIo;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double number : {-0.1, 1.1, nan}) {
    EXPECT_EQ(kind_of({.genre_weight = number}), ErrorKind::kUsage);
    EXPECT_EQ(kind_of({.variety = number}), ErrorKind::kUsage);
  }
  favourites.vectors(0, 2) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(kind_of({}), ErrorKind::kData);
  favourites.vectors.resize(1, 2);
  favourites.vectors.setZero();
  EXPECT_EQ(kind_of({}), ErrorKind::kData);
  favourites.vectors.resize(0, static_cast<Eigen::Index>(index.width()));
  EXPECT_EQ(kind_of({}), ErrorKind::kData);
}

}  // namespace
}  // namespace mrec::recommend
