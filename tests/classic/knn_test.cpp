#include "mrec/classic/knn.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mrec::classic {
namespace {

/// Examples on a line at 0, 1, 2, 3, 4.
Matrix line() {
  Matrix vectors(5, 1);
  vectors << 0, 1, 2, 3, 4;
  return vectors;
}

float share_of_first(const Examples& examples, int neighbours, float place) {
  const auto model = learn_knn(examples, {.neighbours = neighbours});
  return std::exp(model->log_probabilities(Matrix::Constant(1, 1, place))(0, 0));
}

TEST(Knn, VotesAndOneVoteSpread) {
  const Matrix vectors = line();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  const Examples examples{.vectors = vectors, .labels = labels, .classes = 2};
  EXPECT_NEAR(share_of_first(examples, 1, 0.1F), 1.5 / 2, 1e-6);
  EXPECT_NEAR(share_of_first(examples, 3, 0.1F), 2.5 / 4, 1e-6);
  EXPECT_NEAR(share_of_first(examples, 5, 0.1F), 2.5 / 6, 1e-6);
}

TEST(Knn, AllVoteWhenTheyAreFewerThanAsked) {
  const Matrix vectors = line();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  EXPECT_NEAR(share_of_first({.vectors = vectors, .labels = labels, .classes = 2}, 50, 9), 2.5 / 6, 1e-6);
}

TEST(Knn, OfEquallyFarTheFirstVotes) {
  const Matrix vectors = line();
  for (const int first : {0, 1}) {
    const std::vector<int> labels = {0, first, 0, 1 - first, 0};  // 1 and 3 are equally far from 2
    const Examples examples{.vectors = vectors, .labels = labels, .classes = 2};
    EXPECT_NEAR(share_of_first(examples, 2, 2), first == 0 ? 2.5 / 3 : 1.5 / 3, 1e-6);
  }
}

TEST(Knn, AVoteCountsTheWeightOfItsClass) {
  const Matrix vectors = line();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  const std::vector<double> weights = {2, 0.5};
  const Examples examples{.vectors = vectors, .labels = labels, .classes = 2, .class_weights = weights};
  EXPECT_NEAR(share_of_first(examples, 3, 0.1F), 4.5 / 5.5, 1e-6);
}

}  // namespace
}  // namespace mrec::classic
