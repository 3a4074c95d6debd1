#include "mrec/nn/inference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "nn/cnn3.h"

namespace mrec::nn {
namespace {

using testing::build_cnn3;

constexpr SampleShape kSmall{20, 13, 1};

Tensor random_batch(std::size_t samples) {
  Rng rng(samples + 1);
  Tensor batch(samples, kSmall);
  for (float& value : batch.values()) value = 2.0F * rng.uniform() - 1.0F;
  return batch;
}

bool same_numbers(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && std::ranges::equal(a.values(), b.values());
}

/// What a larger batch left in memory is not seen.
TEST(Inference, OfABatchDoesNotDependOnThoseBefore) {
  const Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  for (const int threads : {1, 3}) {
    const Workers workers(threads);
    Inference inference(network, {"dense2", "norm1"});
    for (const std::size_t samples : {5, 9, 1, 0, 4}) {
      const Tensor batch = random_batch(samples);
      const std::span<Tensor> outputs = inference.run(batch, workers);
      const std::vector<Tensor> expected = network.infer(batch, {"dense2", "norm1"}, workers);
      ASSERT_EQ(outputs.size(), 2U);
      EXPECT_TRUE(same_numbers(outputs[0], expected[0])) << samples << " samples";
      EXPECT_TRUE(same_numbers(outputs[1], expected[1])) << samples << " samples";
      std::ranges::fill(outputs[0].values(), 7.0F);  // the caller may do what it likes with them
    }
  }
}

TEST(Inference, SeesTheWeightsThatTheNetworkHasNow) {
  Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  const Network other = build_cnn3(kSmall, 0.3F, Rng(2));
  Inference inference(network, {"dense2"});
  const Tensor batch = random_batch(3);
  const Workers alone(1);
  inference.run(batch, alone);
  network.load_state(other.state());
  EXPECT_TRUE(same_numbers(inference.run(batch, alone)[0], other.infer(batch, {"dense2"}, alone)[0]));
}

TEST(Inference, GivesATapTwiceWhereItIsAskedForTwice) {
  const Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  Inference inference(network, {"relu4", "relu4"});
  const Workers alone(1);
  const std::span<Tensor> outputs = inference.run(random_batch(2), alone);
  EXPECT_EQ(outputs[0].shape(), (SampleShape{1, 1, 64}));
  EXPECT_TRUE(same_numbers(outputs[0], outputs[1]));
}

}  // namespace
}  // namespace mrec::nn
