#include "classic/pair_coupling.h"

#include <gtest/gtest.h>

#include <vector>

#include "mrec/core/rng.h"
#include "support/expect_close.h"

namespace mrec::classic {
namespace {

/// What couple() makes least, in plain loops.
double disagreement(const Eigen::MatrixXd& pairs, const Eigen::RowVectorXd& shares) {
  double sum = 0;
  for (Eigen::Index i = 0; i < shares.size(); ++i) {
    for (Eigen::Index j = 0; j < shares.size(); ++j) {
      if (i == j) continue;
      const double difference = pairs(j, i) * shares(i) - pairs(i, j) * shares(j);
      sum += difference * difference;
    }
  }
  return sum;
}

Eigen::MatrixXd random_pairs(Eigen::Index classes) {
  Rng rng(3);
  Eigen::MatrixXd pairs = Eigen::MatrixXd::Zero(classes, classes);
  for (Eigen::Index i = 0; i < classes; ++i) {
    for (Eigen::Index j = i + 1; j < classes; ++j) {
      pairs(i, j) = 0.01 + 0.98 * static_cast<double>(rng.uniform());
      pairs(j, i) = 1 - pairs(i, j);
    }
  }
  return pairs;
}

std::vector<double> coupled(const Eigen::MatrixXd& pairs) {
  const Eigen::RowVectorXd shares = couple(pairs);
  return {shares.begin(), shares.end()};
}

TEST(Couple, FindsProbabilitiesThatThePairsWereMadeOf) {
  const std::vector<double> shares = {0.5, 0.3, 0.15, 0.05};
  Eigen::MatrixXd pairs(4, 4);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      pairs(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = shares[i] / (shares[i] + shares[j]);
    }
  }
  EXPECT_TRUE(testing::expect_close(coupled(pairs), shares, {.absolute = 1e-12}));
}

TEST(Couple, OneAndTwoClasses) {
  EXPECT_EQ(couple(Eigen::MatrixXd::Zero(1, 1))(0), 1);
  const Eigen::MatrixXd pairs{{0, 0.8}, {0.2, 0}};
  EXPECT_TRUE(testing::expect_close(coupled(pairs), std::vector{0.8, 0.2}, {.absolute = 1e-12}));
}

TEST(Couple, NoStepAsideDisagreesLess) {
  for (const Eigen::Index classes : {3, 7, 50}) {
    const Eigen::MatrixXd pairs = random_pairs(classes);
    const Eigen::RowVectorXd shares = couple(pairs);
    EXPECT_NEAR(shares.sum(), 1, 1e-12);
    EXPECT_GT(shares.minCoeff(), 0);
    for (Eigen::Index i = 0; i < classes; ++i) {
      Eigen::RowVectorXd moved = shares;
      moved(i) += 1e-4;
      moved((i + 1) % classes) -= 1e-4;
      EXPECT_GT(disagreement(pairs, moved), disagreement(pairs, shares));
    }
  }
}

TEST(Couple, StandsCertaintiesThatContradictEachOther) {
  Eigen::MatrixXd pairs(3, 3);  // 0 before 1, 1 before 2, 2 before 0
  constexpr double kSure = 1 - 1e-7;
  pairs << 0, kSure, 1 - kSure, 1 - kSure, 0, kSure, kSure, 1 - kSure, 0;
  EXPECT_TRUE(testing::expect_close(coupled(pairs), std::vector(3, 1 / 3.0), {.absolute = 1e-9}));
}

}  // namespace
}  // namespace mrec::classic
