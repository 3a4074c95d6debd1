#include "library/scan_kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/lanes.h"
#include "nn/every_target.h"
#include "support/expect_close.h"
#include "support/small_index.h"

namespace mrec::library {
namespace {

using testing::expect_close;
using testing::random_matrix;

/// Sums of at most 201 products of numbers within a half in float32.
constexpr testing::Tolerance kSums{.absolute = 1e-5};

/// Tracks, what is asked of them, and the answers.
struct Scan {
  Matrix tracks;   ///< (tracks x width)
  Matrix queries;  ///< (queries x width)
  std::vector<float> penalties;
  float weight = 0.5F;
  std::vector<float> scores = {};
  std::vector<std::uint32_t> hits = {};

  std::size_t lanes() const { return blocks_of(count()) * kLanes; }
  std::size_t count() const { return static_cast<std::size_t>(tracks.rows()); }
  std::size_t asked() const { return static_cast<std::size_t>(queries.rows()); }

  void run(const std::vector<float>& thresholds) {
    const std::vector<float> blocks = to_lanes(tracks);
    const Matrix columns = queries.transpose();
    scores.assign(lanes() * asked(), 99.0F);
    hits.assign(blocks_of(count()) * asked(), 0xDEADBEEF);
    scan_blocks({.blocks = blocks.data(),
                 .penalties = penalties.data(),
                 .block_count = blocks_of(count()),
                 .width = static_cast<std::size_t>(tracks.cols()),
                 .queries = columns.data(),
                 .query_count = asked(),
                 .penalty_weight = weight,
                 .thresholds = thresholds.data()},
                scores.data(), hits.data());
  }
  void run() { run(std::vector<float>(asked(), 0.0F)); }

  std::size_t block_of(std::size_t track, std::size_t query) const {
    return track / kLanes * asked() + query;
  }
  float score(std::size_t track, std::size_t query) const {
    return scores[block_of(track, query) * kLanes + track % kLanes];
  }
  bool hit(std::size_t track, std::size_t query) const {
    return (hits[block_of(track, query)] >> (track % kLanes) & 1U) != 0;
  }
};

Scan random_scan(std::size_t tracks, std::size_t width, std::size_t queries) {
  const auto columns = static_cast<Eigen::Index>(width);
  Scan scan{.tracks = random_matrix(static_cast<Eigen::Index>(tracks), columns, 1),
            .queries = random_matrix(static_cast<Eigen::Index>(queries), columns, 2),
            .penalties = std::vector<float>(blocks_of(tracks) * kLanes)};
  const Matrix penalties = random_matrix(1, static_cast<Eigen::Index>(tracks), 3);
  std::copy_n(penalties.data(), tracks, scan.penalties.begin());
  return scan;
}

double plain_score(const Scan& scan, std::size_t track, std::size_t query) {
  double sum = -static_cast<double>(scan.weight) * static_cast<double>(scan.penalties[track]);
  for (Eigen::Index i = 0; i < scan.tracks.cols(); ++i) {
    sum += static_cast<double>(scan.tracks(static_cast<Eigen::Index>(track), i)) *
           static_cast<double>(scan.queries(static_cast<Eigen::Index>(query), i));
  }
  return sum;
}

std::string text(const Scan& scan) {
  return std::to_string(scan.count()) + " tracks of " + std::to_string(scan.tracks.cols()) + ", " +
         std::to_string(scan.asked()) + " queries";
}

std::vector<std::size_t> query_counts() {
  std::vector<std::size_t> counts{20, 25};
  for (std::size_t i = 1; i <= 13; ++i) counts.push_back(i);
  return counts;
}

class ScanKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, ScanKernels, testing::all_targets(), testing::target_name);

TEST_P(ScanKernels, AreThePlainLoops) {
  for (const std::size_t width : {1U, 2U, 3U, 7U, 64U, 74U, 200U}) {
    for (const std::size_t tracks : {1U, 31U, 32U, 33U, 65U}) {
      for (const std::size_t queries : query_counts()) {
        Scan scan = random_scan(tracks, width, queries);
        scan.run();
        std::vector<float> actual;
        std::vector<double> expected;
        for (std::size_t track = 0; track < tracks; ++track) {
          for (std::size_t query = 0; query < queries; ++query) {
            actual.push_back(scan.score(track, query));
            expected.push_back(plain_score(scan, track, query));
          }
        }
        ASSERT_TRUE(expect_close(actual, expected, kSums)) << text(scan);
      }
    }
  }
}

TEST_P(ScanKernels, HitsAreTheScoresThatReachTheThreshold) {
  for (const std::size_t queries : query_counts()) {
    Scan scan = random_scan(65, 7, queries);
    scan.run();
    std::vector<float> thresholds;  // the score of some track: it is reached exactly
    for (std::size_t query = 0; query < queries; ++query)
      thresholds.push_back(scan.score(query * 5 % 65, query));
    scan.run(thresholds);
    for (std::size_t query = 0; query < queries; ++query) {
      EXPECT_TRUE(scan.hit(query * 5 % 65, query)) << query;
      for (std::size_t track = 0; track < 65; ++track) {
        EXPECT_EQ(scan.hit(track, query), scan.score(track, query) >= thresholds[query])
            << track << ' ' << query;
      }
    }
  }
}

TEST_P(ScanKernels, InfiniteThresholdsAreReachedByAllOrNone) {
  const float infinite = std::numeric_limits<float>::infinity();
  Scan scan = random_scan(40, 3, 2);
  scan.run({-infinite, infinite});
  for (std::size_t block = 0; block < 2; ++block) {
    EXPECT_EQ(scan.hits[2 * block], ~std::uint32_t{0});
    EXPECT_EQ(scan.hits[2 * block + 1], 0U);
  }
}

TEST_P(ScanKernels, WhatIsNoNumberIsNoHitAndSpoilsNoNeighbour) {
  Scan scan = random_scan(33, 3, 2);
  scan.run();
  const std::vector<float> before = scan.scores;
  scan.tracks(5, 1) = std::numeric_limits<float>::quiet_NaN();
  scan.run(std::vector<float>(2, -std::numeric_limits<float>::infinity()));
  for (std::size_t query = 0; query < 2; ++query) {
    for (std::size_t track = 0; track < 33; ++track) {
      EXPECT_EQ(scan.hit(track, query), track != 5);
      if (track == 5) continue;
      EXPECT_EQ(scan.score(track, query), before[scan.block_of(track, query) * kLanes + track % kLanes]);
    }
  }
}

/// A score must be the same to the bit wherever the track stands and whatever else is asked.
TEST_P(ScanKernels, AScoreDependsOnNothingElse) {
  for (const std::size_t width : {3U, 74U}) {
    Scan alone = random_scan(1, width, 1);
    alone.run();
    const float expected = alone.score(0, 0);
    for (const std::size_t queries : query_counts()) {
      for (std::size_t query = 0; query < queries; ++query) {
        Scan scan = random_scan(65, width, queries);
        scan.queries.row(static_cast<Eigen::Index>(query)) = alone.queries.row(0);
        for (std::size_t track = 0; track < 65; ++track) {
          if (track % 3 != query % 3) continue;
          scan.tracks.row(static_cast<Eigen::Index>(track)) = alone.tracks.row(0);
          scan.penalties[track] = alone.penalties[0];
        }
        scan.run();
        for (std::size_t track = query % 3; track < 65; track += 3) {
          ASSERT_EQ(scan.score(track, query), expected)
              << text(scan) << ", track " << track << ", query " << query;
        }
      }
    }
  }
}

TEST_P(ScanKernels, WithoutQueriesOrBlocksWriteNothing) {
  Scan scan = random_scan(32, 4, 0);
  scan.run();
  EXPECT_TRUE(scan.scores.empty());
  float score = 7;
  std::uint32_t hits = 7;
  scan_blocks({.width = 4, .query_count = 1}, &score, &hits);
  EXPECT_EQ(score, 7);
  EXPECT_EQ(hits, 7U);
}

}  // namespace
}  // namespace mrec::library
