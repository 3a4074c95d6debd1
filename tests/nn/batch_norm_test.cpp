#include "mrec/nn/batch_norm.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

/// Two samples of 2 x 1 x 2: channel 0 holds 1 2 3 6 (mean 3, variance 3.5), channel 1 is 5 everywhere.
Tensor batch_of_two_channels() {
  Tensor batch(2, {2, 1, 2});
  const std::vector<float> values{1, 5, 2, 5, 3, 5, 6, 5};
  std::ranges::copy(values, batch.values().begin());
  return batch;
}

class BatchNormTest : public ::testing::Test {
 protected:
  BatchNormTest() {
    layer_.initialise({2, 1, 2}, rng_);
    layer_.parameters()[0]->values = {2.0F, 3.0F};   // gamma
    layer_.parameters()[1]->values = {0.5F, -1.0F};  // beta
  }

  BatchNorm layer_{BatchNormOptions{.epsilon = 0.5F, .momentum = 0.75F}};
  Rng rng_{1};
  Workers workers_{1};
  Tensor output_;
};

TEST_F(BatchNormTest, TrainingUsesTheBatch) {
  layer_.train(batch_of_two_channels(), output_, rng_, workers_);
  // sqrt(3.5 + 0.5) = 2, so channel 0 becomes x - 3 + 0.5; the constant channel becomes beta.
  EXPECT_TRUE(expect_close(output_.values(), std::vector<float>{-1.5F, -1, -0.5F, -1, 0.5F, -1, 3.5F, -1},
                           {.absolute = 1e-6}));
}

TEST_F(BatchNormTest, TrainingMovesTheRunningStatisticsByTheBiasedVariance) {
  layer_.train(batch_of_two_channels(), output_, rng_, workers_);
  EXPECT_TRUE(
      expect_close(layer_.parameters()[2]->values, std::vector<float>{0.75F, 1.25F}, {.absolute = 1e-6}));
  EXPECT_TRUE(
      expect_close(layer_.parameters()[3]->values, std::vector<float>{1.625F, 0.75F}, {.absolute = 1e-6}));
}

TEST_F(BatchNormTest, DebiasedStatisticsForgetTheStartAtOnce) {
  BatchNorm layer{BatchNormOptions{.momentum = 0.75F, .debiased = true}};
  layer.initialise({2, 1, 2}, rng_);
  Tensor batch = batch_of_two_channels();
  layer.train(batch, output_, rng_, workers_);
  EXPECT_TRUE(expect_close(layer.parameters()[2]->values, std::vector<float>{3, 5}, {.absolute = 1e-6}));
  EXPECT_TRUE(expect_close(layer.parameters()[3]->values, std::vector<float>{3.5F, 0}, {.absolute = 1e-6}));
  for (float& value : batch.values()) value += 7;
  layer.train(batch, output_, rng_, workers_);
  // Weights 0.75 * 0.25 and 0.25 of the two batches, brought to a sum of 1: 3/7 and 4/7.
  EXPECT_TRUE(expect_close(layer.parameters()[2]->values, std::vector<float>{7, 9}, {.absolute = 1e-5}));
}

TEST_F(BatchNormTest, InferenceUsesTheRunningStatistics) {
  layer_.parameters()[2]->values = {1.0F, 5.0F};
  layer_.parameters()[3]->values = {15.5F, 8.5F};
  layer_.infer(batch_of_two_channels(), output_, workers_);
  EXPECT_TRUE(expect_close(output_.values(), std::vector<float>{0.5F, -1, 1, -1, 1.5F, -1, 3, -1},
                           {.absolute = 1e-6}));
}

TEST_F(BatchNormTest, AFarOffsetDoesNotSpoilTheVariance) {
  Tensor batch = batch_of_two_channels();
  for (float& value : batch.values()) value += 10'000.0F;
  layer_.train(batch, output_, rng_, workers_);
  EXPECT_TRUE(expect_close(output_.values(), std::vector<float>{-1.5F, -1, -0.5F, -1, 0.5F, -1, 3.5F, -1},
                           {.absolute = 2e-3}));
}

TEST_F(BatchNormTest, OnlyGammaAndBetaAreLearnt) {
  EXPECT_FALSE(layer_.parameters()[0]->gradient.empty());
  EXPECT_FALSE(layer_.parameters()[1]->gradient.empty());
  EXPECT_TRUE(layer_.parameters()[2]->gradient.empty());
  EXPECT_TRUE(layer_.parameters()[3]->gradient.empty());
}

}  // namespace
}  // namespace mrec::nn
