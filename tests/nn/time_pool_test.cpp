#include "mrec/nn/time_pool.h"

#include <gtest/gtest.h>

#include <vector>

#include "mrec/nn/channel_affine.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

TEST(TimePool, InterleavesMaximumAndMean) {
  Matrix input(3, 2);
  input << 1, -4, 5, -2, 3, -3;
  std::vector<float> pooled(4);
  pool_time(input, pooled);
  EXPECT_EQ(pooled, (std::vector<float>{5, 3, -2, -3}));
}

TEST(TimePool, OneFrameIsItsOwnMaximumAndMean) {
  std::vector<float> pooled(2);
  pool_time(Matrix::Constant(1, 1, -7.0F), pooled);
  EXPECT_EQ(pooled, (std::vector<float>{-7, -7}));
}

TEST(ChannelAffine, FoldsTheFormulaOfBatchNormalisation) {
  const std::vector<float> gamma = {2, -1};
  const std::vector<float> beta = {0.5F, 3};
  const std::vector<float> mean = {1, 4};
  const std::vector<float> variance = {0.249F, 0.999F};
  const auto folded = ChannelAffine::fold(
      {.gamma = gamma, .beta = beta, .mean = mean, .variance = variance, .epsilon = 1e-3F});
  Matrix rows(2, 2);
  rows << 1, 4, 2, 6;
  folded.apply(rows);
  EXPECT_TRUE(testing::expect_close(std::vector<float>(rows.data(), rows.data() + 4),
                                    std::vector<float>{0.5F, 3, 4.5F, 1}, {.absolute = 1e-6}));
}

}  // namespace
}  // namespace mrec::nn
