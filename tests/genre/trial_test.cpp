#include "mrec/genre/trial.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "mrec/genre/learn.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

/// Two genres of two tracks.
Dataset small_dataset() {
  return testing::toy_dataset({.tracks = 2, .frames = 4, .coefficients = 2});
}

/// A track of which so many chunks were heard; of each the probability of the first genre, the second has the
/// rest.
TestedTrack said(std::size_t track, const std::vector<float>& first_genre) {
  TestedTrack tested{.track = track, .verdict = {}};
  Matrix& scores = tested.verdict.scores;
  scores.resize(static_cast<Eigen::Index>(first_genre.size()), 2);
  for (std::size_t i = 0; i < first_genre.size(); ++i) {
    scores.row(static_cast<Eigen::Index>(i)) << std::log(first_genre[i]), std::log(1 - first_genre[i]);
  }
  tested.verdict.probabilities = joint_probabilities(scores, false);
  return tested;
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
  const Trial trial = judge(small_dataset(), {said(0, {0.4F, 0.4F, 0.99F}), said(2, {0.6F, 0.6F, 0.01F})});
  EXPECT_EQ(trial.chunk_verdict, (std::vector<int>{1, 1, 0, 0, 0, 1}));
  EXPECT_EQ(trial.chunk_truth, (std::vector<int>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(trial.chunk_owner, (std::vector<std::size_t>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(trial.tracks, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(trial.track_truth, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0, 1}));
  EXPECT_GT(trial.probabilities(0, 0), 0.5F);
  EXPECT_GT(trial.probabilities(1, 1), 0.5F);
}

TEST(Trial, TheSumIsNotThatOfProbabilities) {
  // 0.9 + 0.9 + 0.001 is the larger sum, 0.9 * 0.9 * 0.001 the smaller product.
  EXPECT_EQ(judge(small_dataset(), {said(0, {0.9F, 0.9F, 0.001F})}).track_verdict, (std::vector<int>{1}));
}

TEST(Trial, OnlyTestedTracksCount) {
  const Trial trial = judge(small_dataset(), {said(1, {0.8F}), said(3, {0.3F})});
  EXPECT_EQ(trial.track_truth, (std::vector<int>{0, 1}));
  EXPECT_EQ(trial.chunk_owner, (std::vector<std::size_t>{0, 1}));
  expect_same(judge(small_dataset(), {}), {});
}

TEST(Trial, EqualSumsGoToTheFirstGenre) {
  const Trial trial = judge(small_dataset(), {said(3, {0.5F, 0.5F})});
  EXPECT_EQ(trial.chunk_verdict, (std::vector<int>{0, 0}));
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{0}));
}

TEST(Trial, TracksSeenAsAWholeHaveNoChunks) {
  TestedTrack whole = said(2, {0.2F});
  whole.verdict.scores.resize(0, 0);
  const Trial trial = judge(small_dataset(), {whole});
  EXPECT_TRUE(trial.chunk_truth.empty());
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{1}));
}

TEST(Trial, TheOrderOfTestingDoesNotMatter) {
  std::vector<TestedTrack> all = {said(0, {0.4F, 0.99F}), said(1, {0.2F}), said(3, {0.2F, 0.9F})};
  const Trial expected = judge(small_dataset(), all);
  std::ranges::reverse(all);
  expect_same(judge(small_dataset(), all), expected);
}

TEST(Trial, AnyOfSeveralGenresIsRight) {
  Dataset dataset = small_dataset();
  dataset.multi_label = true;
  dataset.tracks[0].genres = {0, 1};
  dataset.tracks[1].genres = {0};
  const Trial trial = judge(dataset, {said(0, {0.1F}), said(1, {0.1F})});
  EXPECT_EQ(trial.track_verdict, (std::vector<int>{1, 1}));
  EXPECT_EQ(trial.track_truth, (std::vector<int>{1, 0}));
}

TEST(Trial, ClassifiersAreAskedTrackByTrack) {
  const Dataset dataset = testing::toy_dataset({.genres = 2, .tracks = 4}, {TrackInput::kEmbedding});
  const Recipe recipe{.architecture = Architecture::kLogistic, .input = TrackInput::kEmbedding};
  const Classifier classifier =
      learn(std::span(&recipe, 1), dataset, testing::learn_all(dataset), Workers(1), {}).classifier;
  const std::vector<std::size_t> tracks = {6, 1};
  const auto tested = test_tracks(classifier, dataset, tracks, Workers(2));
  ASSERT_EQ(tested.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(tested[i].track, tracks[i]);
    const auto input_of = [&](TrackInput input) { return dataset.samples(tracks[i], input); };
    EXPECT_EQ(tested[i].verdict.probabilities, classifier.judge(input_of, Workers(1)).probabilities);
  }
}

}  // namespace
}  // namespace mrec::genre
