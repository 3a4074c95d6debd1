#include "mrec/genre/trial.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

/// Two genres of two tracks; track t has the chunks 3t, 3t+1 and 3t+2.
Dataset small_dataset() {
  return testing::toy_dataset({.tracks = 2, .frames = 4, .coefficients = 2});
}

struct Said {
  std::size_t chunk;
  float first_genre;  ///< its probability; the second genre has the rest
};

TestedChunks tested(std::initializer_list<Said> all) {
  TestedChunks chunks;
  chunks.log_probabilities.resize(static_cast<Eigen::Index>(all.size()), 2);
  for (const Said& said : all) {
    const auto row = static_cast<Eigen::Index>(chunks.chunks.size());
    chunks.log_probabilities.row(row) << std::log(said.first_genre), std::log(1 - said.first_genre);
    chunks.chunks.push_back(said.chunk);
  }
  return chunks;
}

void expect_same(const Trial& actual, const Trial& expected) {
  EXPECT_EQ(actual.chunk_truth, expected.chunk_truth);
  EXPECT_EQ(actual.chunk_verdict, expected.chunk_verdict);
  EXPECT_EQ(actual.chunk_owner, expected.chunk_owner);
  EXPECT_EQ(actual.track_truth, expected.track_truth);
  EXPECT_EQ(actual.track_verdict, expected.track_verdict);
}

TEST(Trial, TracksVoteByTheSumOfLogProbabilities) {
  // Track 0: two of three chunks say the second genre, but the third is surer. Track 2: the other way round.
  const Trial trial =
      judge(small_dataset(), tested({{0, 0.4F}, {1, 0.4F}, {2, 0.99F}, {6, 0.6F}, {7, 0.6F}, {8, 0.01F}}));
  EXPECT_EQ(trial.chunk_verdict, (std::vector<int>{1, 1, 0, 0, 0, 1}));
  EXPECT_EQ(trial.chunk_truth, (std::vector<int>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(trial.chunk_owner, (std::vector<std::size_t>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(trial.track_truth, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0, 1}));
}

TEST(Trial, TheSumIsNotThatOfProbabilities) {
  // 0.9 + 0.9 + 0.001 is the larger sum, 0.9 * 0.9 * 0.001 the smaller product.
  const Trial trial = judge(small_dataset(), tested({{0, 0.9F}, {1, 0.9F}, {2, 0.001F}}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{1}));
}

TEST(Trial, OnlyTestedTracksCount) {
  const Trial trial = judge(small_dataset(), tested({{4, 0.8F}, {11, 0.3F}}));
  EXPECT_EQ(trial.track_truth, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.chunk_owner, (std::vector<std::size_t>{0, 1}));
  expect_same(judge(small_dataset(), tested({})), {});
}

TEST(Trial, EqualSumsGoToTheFirstGenre) {
  const Trial trial = judge(small_dataset(), tested({{9, 0.5F}, {10, 0.5F}}));
  EXPECT_EQ(trial.chunk_verdict, (std::vector<int>{0, 0}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0}));
}

TEST(Trial, ChunksOfATrackTestedInDifferentFoldsArePooled) {
  TestedChunks folds;
  folds.append(tested({{1, 0.4F}, {9, 0.2F}}));
  folds.append(tested({{2, 0.99F}, {10, 0.3F}}));
  folds.append(tested({{0, 0.4F}}));
  ASSERT_EQ(folds.chunks, (std::vector<std::size_t>{1, 9, 2, 10, 0}));
  ASSERT_EQ(folds.log_probabilities.rows(), 5);
  EXPECT_FLOAT_EQ(folds.log_probabilities(2, 0), std::log(0.99F));
  const Trial trial = judge(small_dataset(), folds);
  EXPECT_EQ(trial.track_truth, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0, 1}));
  expect_same(trial,
              judge(small_dataset(), tested({{0, 0.4F}, {1, 0.4F}, {2, 0.99F}, {9, 0.2F}, {10, 0.3F}})));
}

TEST(Trial, AFoldWithoutChunksChangesNothing) {
  TestedChunks folds = tested({{0, 0.1F}, {1, 0.2F}});
  folds.append({});
  ASSERT_EQ(folds.log_probabilities.rows(), 2);
  ASSERT_EQ(folds.log_probabilities.cols(), 2);
  EXPECT_EQ(judge(small_dataset(), folds).track_verdict, (std::vector<int>{1}));
}

TEST(Trial, TheOrderOfTestingDoesNotMatter) {
  std::vector<Said> all = {{0, 0.4F}, {1, 0.4F}, {2, 0.99F}, {3, 0.2F}, {5, 0.7F}, {9, 0.2F}, {10, 0.9F}};
  const auto judged = [&] {
    TestedChunks chunks;
    for (const Said& said : all) chunks.append(tested({said}));
    return judge(small_dataset(), chunks);
  };
  const Trial expected = judged();
  std::ranges::reverse(all);
  expect_same(judged(), expected);
  std::swap(all[0], all[3]);
  std::swap(all[2], all[6]);
  expect_same(judged(), expected);
}

}  // namespace
}  // namespace mrec::genre
