#include "mrec/library/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "library/sample_rows.h"
#include "support/expect_close.h"

namespace mrec::library {
namespace {

using Lists = std::vector<std::vector<Hit>>;

/// Base and additions, with gaps.
Index changed_index(std::size_t tracks) {
  const Workers workers(1);
  return sample_index({.tracks = tracks})
      .changed(sample_rows({.first = tracks, .tracks = tracks / 2 + 1}), {0, tracks / 2}, 0, workers);
}

Queries queries_of(const Index& index, Eigen::Index count) {
  return {.vectors = testing::random_matrix(count, static_cast<Eigen::Index>(index.width()), 77),
          .hub_weight = 0.5F};
}

/// Every score of every track, as the kernels give them.
Lists all_scores(const Index& index, const Queries& queries) {
  Lists all(static_cast<std::size_t>(queries.vectors.rows()));
  for_each_score(index, queries, [&](std::size_t place, std::span<const float> scores) {
    ASSERT_EQ(scores.size(), all.size());
    for (std::size_t q = 0; q < all.size(); ++q) all[q].push_back({.place = place, .score = scores[q]});
  });
  return all;
}

/// The same lists by sorting all scores.
Lists sorted_best(const Index& index, const Queries& queries, std::size_t count,
                  const Admission::Question& question) {
  Lists lists = all_scores(index, queries);
  for (std::vector<Hit>& list : lists) {
    std::erase_if(list, [&](const Hit& hit) { return !question(hit.place); });
    std::ranges::stable_sort(list, std::ranges::greater{}, &Hit::score);  // places rise
    list.resize(std::min(count, list.size()));
  }
  return lists;
}

bool all_are_good(std::size_t) {
  return true;
}

void expect_lists(const Index& index, const Queries& queries, const Admission::Question& question) {
  for (const std::size_t count : {0U, 1U, 2U, 10U, 33U, 100'000U}) {
    const Lists expected = sorted_best(index, queries, count, question);
    for (const int threads : {1, 2, 5}) {
      Admission admission(index, question);
      EXPECT_EQ(best_of_each(index, queries, count, admission, Workers(threads)), expected)
          << index.size() << " places, " << count << " wanted, " << threads << " threads";
    }
  }
}

TEST(Search, ScoresArePlainSums) {
  const Index index = changed_index(50);
  const Queries queries = queries_of(index, 3);
  std::vector<std::size_t> places;
  for_each_score(index, queries, [&](std::size_t place, std::span<const float> scores) {
    places.push_back(place);
    std::vector<double> expected;
    const Vector vector = index.vector(place);
    for (Eigen::Index q = 0; q < 3; ++q) {
      double sum = -0.5 * static_cast<double>(index.hubness(place));
      for (Eigen::Index i = 0; i < vector.size(); ++i) {
        sum += static_cast<double>(queries.vectors(q, i)) * static_cast<double>(vector[i]);
      }
      expected.push_back(sum);
    }
    EXPECT_TRUE(testing::expect_close(scores, expected, {.absolute = 1e-5})) << place;
  });
  std::vector<std::size_t> there;
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (index.has(place)) there.push_back(place);
  }
  EXPECT_EQ(places, there);
}

TEST(Search, TheBestAreThoseOfAllScoresSorted) {
  for (const std::size_t tracks : {1U, 2U, 31U, 32U, 33U, 65U, 300U, 600U}) {
    const Index index = sample_index({.tracks = tracks});
    for (const Eigen::Index count : {1, 2, 13}) expect_lists(index, queries_of(index, count), all_are_good);
  }
}

TEST(Search, TracksThatAreGoneAreNotFoundAndAddedOnesAre) {
  for (const std::size_t tracks : {3U, 33U, 300U}) {
    const Index index = changed_index(tracks);
    expect_lists(index, queries_of(index, 4), all_are_good);
  }
}

TEST(Search, OnlyWhatIsAdmittedIsFound) {
  const Index index = changed_index(300);
  const Queries queries = queries_of(index, 4);
  expect_lists(index, queries, [](std::size_t place) { return place % 7 == 3; });
  expect_lists(index, queries, [](std::size_t) { return false; });
  const std::vector<Hit> best = sorted_best(index, queries, 20, all_are_good).front();
  Admission admission(index);
  for (const Hit& hit : best) admission.exclude(hit.place);
  const Lists others = best_of_each(index, queries, 5, admission, Workers(1));
  ASSERT_EQ(others.front().size(), 5U);
  for (const Hit& hit : others.front()) {
    EXPECT_EQ(std::ranges::count(best, hit.place, &Hit::place), 0);
  }
}

TEST(Search, OfEqualTracksTheFirstIsBest) {
  IndexRows rows = sample_rows({.tracks = 200});
  for (Eigen::Index i = 0; i < 200; ++i) {
    rows.embeddings.row(i) = rows.embeddings.row(i % 3).eval();
    rows.probabilities.row(i) = rows.probabilities.row(i % 3).eval();
  }
  const Index index(sample_header(), std::move(rows), Workers(1));
  expect_lists(index, queries_of(index, 3), all_are_good);
  expect_lists(index, queries_of(index, 3), [](std::size_t place) { return place % 2 == 0; });
  Queries nothing = queries_of(index, 1);
  nothing.vectors.setZero();
  nothing.hub_weight = 0;
  Admission admission(index);
  const Lists lists = best_of_each(index, nothing, 40, admission, Workers(3));
  for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(lists[0][i], (Hit{.place = i, .score = 0}));
}

/// Several pieces, which tell each other what is out of reach.
TEST(Search, OfALargeLibraryIsTheSameAtAnyNumberOfThreads) {
  IndexRows rows;
  constexpr Eigen::Index kTracks = 66'001;
  rows.tracks.resize(kTracks);
  for (std::size_t i = 0; i < rows.tracks.size(); ++i)
    rows.tracks[i].track.path = std::to_string(1'000'000 + i);
  rows.embeddings = Matrix::Zero(kTracks, 1);
  rows.probabilities = testing::random_matrix(kTracks, 2, 5).cwiseAbs();
  const Index index({.root = "/m", .genres = {"a", "b"}}, std::move(rows), Workers(2));
  const Queries queries = queries_of(index, 3);
  const auto question = [](std::size_t place) { return place % 11 != 0; };
  const Lists expected = sorted_best(index, queries, 100, question);
  for (const int threads : {1, 2, 4}) {
    std::vector<std::atomic<int>> asked(index.size());
    Admission admission(index, [&](std::size_t place) {
      ++asked[place];
      return question(place);
    });
    EXPECT_EQ(best_of_each(index, queries, 100, admission, Workers(threads)), expected) << threads;
    EXPECT_LE(*std::ranges::max_element(asked, {}, [](const auto& times) { return times.load(); }), 1);
    if (threads == 1) {
      EXPECT_LT(std::ranges::count_if(asked, [](const auto& times) { return times > 0; }), 20'000);
    }
  }
}

TEST(Search, ScoresOfSomeTracksAreThoseOfAll) {
  const Index index = changed_index(80);
  for (const Eigen::Index count : {1, 5, 20}) {
    const Queries queries = queries_of(index, count);
    const Lists all = all_scores(index, queries);
    for (const std::size_t some : {0U, 1U, 2U, 31U, 32U, 33U, 100U}) {
      std::vector<std::size_t> places;
      for (std::size_t i = 0; i < some; ++i) places.push_back(all[0][i * 17 % all[0].size()].place);
      const Matrix scores = scores_at(index, queries, places);
      ASSERT_EQ(scores.rows(), count);
      ASSERT_EQ(scores.cols(), static_cast<Eigen::Index>(some));
      for (std::size_t q = 0; q < all.size(); ++q) {
        for (std::size_t i = 0; i < some; ++i) {
          const Hit& expected = all[q][i * 17 % all[q].size()];
          EXPECT_EQ(scores(static_cast<Eigen::Index>(q), static_cast<Eigen::Index>(i)), expected.score);
        }
      }
    }
  }
}

TEST(Search, WithoutQueriesHasNoLists) {
  const Index index = sample_index();
  Admission admission(index);
  EXPECT_TRUE(best_of_each(index, queries_of(index, 0), 5, admission, Workers(1)).empty());
}

}  // namespace
}  // namespace mrec::library
