#include "mrec/classic/knn.h"

#include <gtest/gtest.h>

#include <cmath>

namespace mrec::classic {
namespace {

/// Vectors of different lengths at angles of 0, 1, 2, 3, 4 tenths of a radian.
Matrix fan() {
  Matrix vectors(5, 2);
  for (int i = 0; i < 5; ++i) {
    const float angle = 0.1F * static_cast<float>(i);
    vectors.row(i) << std::cos(angle), std::sin(angle);
    vectors.row(i) *= static_cast<float>(i + 1);
  }
  return vectors;
}

float share_of_first(const Examples& examples, int neighbours, float tenths) {
  const auto model = learn_knn(examples, {.neighbours = neighbours});
  Matrix vector(1, 2);
  vector << 7 * std::cos(tenths / 10), 7 * std::sin(tenths / 10);
  return std::exp(model->log_probabilities(vector)(0, 0));
}

TEST(Knn, VotesAndOneVoteSpread) {
  const Matrix vectors = fan();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  const Examples examples{.vectors = vectors, .labels = labels, .classes = 2};
  EXPECT_NEAR(share_of_first(examples, 1, 0.1F), 1.5 / 2, 1e-6);
  EXPECT_NEAR(share_of_first(examples, 3, 0.1F), 2.5 / 4, 1e-6);
  EXPECT_NEAR(share_of_first(examples, 5, 0.1F), 2.5 / 6, 1e-6);
}

TEST(Knn, AllVoteWhenTheyAreFewerThanAsked) {
  const Matrix vectors = fan();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  EXPECT_NEAR(share_of_first({.vectors = vectors, .labels = labels, .classes = 2}, 50, 9), 2.5 / 6, 1e-6);
}

TEST(Knn, OfEquallyNearTheFirstVotes) {
  Matrix vectors(4, 2);
  vectors << -1, 0, 2, 0, 0, 2, 0, -1;  // the second and the third are equally near to (1, 1)
  for (const int first : {0, 1}) {
    const std::vector<int> labels = {0, first, 1 - first, 0};
    const auto model = learn_knn({.vectors = vectors, .labels = labels, .classes = 2}, {.neighbours = 1});
    EXPECT_NEAR(std::exp(model->log_probabilities(Matrix::Ones(1, 2))(0, first)), 1.5 / 2, 1e-6);
  }
}

TEST(Knn, AVectorOfZerosHasNeighboursToo) {
  const Matrix vectors = fan();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  const auto model = learn_knn({.vectors = vectors, .labels = labels, .classes = 2});
  EXPECT_TRUE(model->log_probabilities(Matrix::Zero(1, 2)).allFinite());
}

TEST(Knn, AVoteCountsTheWeightOfItsClass) {
  const Matrix vectors = fan();
  const std::vector<int> labels = {0, 0, 1, 1, 1};
  const std::vector<double> weights = {2, 0.5};
  const Examples examples{.vectors = vectors, .labels = labels, .classes = 2, .class_weights = weights};
  EXPECT_NEAR(share_of_first(examples, 3, 0.1F), 4.5 / 5.5, 1e-6);
}

}  // namespace
}  // namespace mrec::classic
