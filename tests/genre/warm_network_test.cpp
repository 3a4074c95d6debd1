#include <gtest/gtest.h>

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "genre/batch_loader.h"
#include "mrec/genre/architecture.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/inference.h"
#include "mrec/nn/loss.h"
#include "support/allocation_count.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::allocations_of;

struct Case {
  Architecture architecture;
  nn::SampleShape input;
};

/// Batches after the first: what a network and those around it need is there.
class WarmNetwork : public ::testing::TestWithParam<Case> {
 protected:
  WarmNetwork() : batch_(9, GetParam().input), labels_(9) {
    Rng rng(2);
    for (float& value : batch_.values()) value = 2.0F * rng.uniform() - 1.0F;
    std::iota(labels_.begin(), labels_.end(), 0);
  }

  nn::Network network_ = build_network(GetParam().architecture, GetParam().input, 10, {}, Rng(1));
  nn::Tensor batch_;
  std::vector<int> labels_;
  Workers workers_{1};
};

TEST_P(WarmNetwork, LearnsWithoutAllocation) {
  nn::Adam adam;
  nn::Tensor d_logits;
  Rng rng(3);
  const auto step = [&] {
    nn::softmax_cross_entropy(network_.train(batch_, rng, workers_), labels_, d_logits);
    network_.backward(batch_, d_logits, workers_);
    adam.step(network_.parameters());
  };
  EXPECT_GT(allocations_of(step), 0U) << "none is seen";
  EXPECT_EQ(allocations_of(step), 0U);
}

TEST_P(WarmNetwork, JudgesWithoutAllocation) {
  nn::Inference inference(network_, {kLogitsLayer, kEmbeddingLayer});
  const auto judge = [&] { inference.run(batch_, workers_); };
  EXPECT_GT(allocations_of(judge), 0U) << "none is seen";
  EXPECT_EQ(allocations_of(judge), 0U);
  batch_.resize(5, GetParam().input);
  EXPECT_EQ(allocations_of(judge), 0U) << "a smaller batch";
}

INSTANTIATE_TEST_SUITE_P(Networks, WarmNetwork,
                         ::testing::Values(Case{Architecture::kCourse, {130, 13, 1}},
                                           Case{Architecture::kCnn3, {128, 64, 1}},
                                           Case{Architecture::kRnn, {40, 13, 1}},
                                           Case{Architecture::kMlp, {40, 13, 1}}),
                         [](const auto& each) { return std::string(name_of(each.param.architecture)); });

class WarmLoader : public ::testing::TestWithParam<TrackInput> {};

TEST_P(WarmLoader, LoadsWithoutAllocation) {
  const Dataset dataset = testing::toy_dataset({.frames = 200}, {GetParam()});
  const std::vector<std::size_t> tracks = testing::learn_all(dataset).train;
  const Standardisation standardisation =
      Standardisation::none(static_cast<std::size_t>(dataset.table(GetParam()).shape().width));
  const BatchLoader loader(dataset, GetParam(), standardisation);
  const std::vector<Draw> draws = loader.examine(tracks);
  const Workers alone(1);
  Batch batch;
  const auto load = [&] { loader.load(draws, batch, alone); };
  EXPECT_GT(allocations_of(load), 0U) << "none is seen";
  EXPECT_EQ(allocations_of(load), 0U);
}

INSTANTIATE_TEST_SUITE_P(Inputs, WarmLoader,
                         ::testing::Values(TrackInput::kChunks, TrackInput::kClip, TrackInput::kEmbedding),
                         [](const auto& each) { return std::string(name_of(each.param)); });

}  // namespace
}  // namespace mrec::genre
