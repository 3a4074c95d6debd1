#include "mrec/genre/classifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "mrec/genre/trainer.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::expect_close;
using testing::throws_error;

template <class Dense>
std::vector<float> numbers(const Dense& dense) {
  return {dense.data(), dense.data() + dense.size()};
}

/// The first chunks of a tensor, or others from `first` on.
nn::Tensor some_of(const nn::Tensor& chunks, std::size_t first, std::size_t count) {
  nn::Tensor some(count, chunks.shape());
  std::ranges::copy(chunks.values().subspan(first * chunks.shape().size(), some.size()),
                    some.values().begin());
  return some;
}

class ClassifierTest : public ::testing::Test {
 protected:
  static Classifier trained(const Dataset& dataset) {
    Partition all;
    for (std::size_t i = 0; i < dataset.chunks.samples(); ++i) all.train.push_back(i);
    return train_classifier(dataset, all, {.epochs = 1, .batch = 8}, Workers(1), {});
  }

  const Workers workers_{2};
  const Dataset dataset_ = testing::toy_dataset({.genres = 3, .tracks = 2});
  const Classifier classifier_ = trained(dataset_);
};

TEST_F(ClassifierTest, PredictionsAreLogProbabilitiesAndEmbeddings) {
  const Prediction prediction = classifier_.predict(dataset_.chunks, workers_);
  ASSERT_EQ(prediction.log_probabilities.rows(), 18);
  ASSERT_EQ(prediction.log_probabilities.cols(), 3);
  ASSERT_EQ(prediction.embeddings.rows(), 18);
  ASSERT_EQ(prediction.embeddings.cols(), 64);
  const Vector sums = prediction.log_probabilities.array().exp().rowwise().sum();
  EXPECT_TRUE(expect_close(numbers(sums), std::vector<float>(18, 1.0F), {.absolute = 1e-5}));
  EXPECT_GE(prediction.embeddings.minCoeff(), 0);
  EXPECT_GT(prediction.embeddings.maxCoeff(), 0);
}

TEST_F(ClassifierTest, BatchesOfAnySizeGiveTheSame) {
  // More chunks than go through the network together, and a last batch that is not full.
  constexpr std::size_t kCount = 131;
  nn::Tensor many(kCount, dataset_.chunks.shape());
  for (std::size_t i = 0; i < kCount; ++i) {
    std::ranges::copy(dataset_.chunks.sample(i % 18), many.sample(i).begin());
    many.sample(i)[0] += static_cast<float>(i);
  }
  const Prediction together = classifier_.predict(many, workers_);
  ASSERT_EQ(together.log_probabilities.rows(), 131);
  for (std::size_t i = 0; i < kCount; ++i) {
    const Prediction alone = classifier_.predict(some_of(many, i, 1), Workers(1));
    const Matrix expected = together.log_probabilities.row(static_cast<Eigen::Index>(i));
    ASSERT_TRUE(expect_close(numbers(alone.log_probabilities), numbers(expected), {.absolute = 1e-5})) << i;
    const Matrix embedding = together.embeddings.row(static_cast<Eigen::Index>(i));
    ASSERT_TRUE(expect_close(numbers(alone.embeddings), numbers(embedding), {.absolute = 1e-5})) << i;
  }
}

TEST_F(ClassifierTest, NoChunksGiveNoRows) {
  const Prediction prediction = classifier_.predict(nn::Tensor(0, dataset_.chunks.shape()), workers_);
  EXPECT_EQ(prediction.log_probabilities.rows(), 0);
  EXPECT_EQ(prediction.log_probabilities.cols(), 3);
  EXPECT_EQ(prediction.embeddings.rows(), 0);
  EXPECT_EQ(prediction.embeddings.cols(), 64);
}

TEST_F(ClassifierTest, InputsAreStandardisedAsInTraining) {
  const nn::SampleShape shape = dataset_.chunks.shape();
  const auto width = static_cast<std::size_t>(shape.width);
  const auto classifier = [&](Standardisation standardisation) {
    return Classifier({.features = dataset_.options, .input = shape, .genres = {"a", "b"}},
                      std::move(standardisation), build_cnn3(shape, 2, {}, Rng(3)));
  };
  const Standardisation fit{.mean = std::vector<float>(width, 2), .scale = std::vector<float>(width, 0.5)};
  nn::Tensor by_hand = dataset_.chunks;
  for (float& value : by_hand.values()) value = (value - 2) * 0.5F;
  const Prediction expected = classifier(Standardisation::none(width)).predict(by_hand, workers_);
  const Prediction actual = classifier(fit).predict(dataset_.chunks, workers_);
  EXPECT_TRUE(expect_close(numbers(actual.log_probabilities), numbers(expected.log_probabilities),
                           {.absolute = 1e-6}));
}

TEST_F(ClassifierTest, ChunksOfAnotherShapeAreRefused) {
  for (const nn::SampleShape shape : {nn::SampleShape{.height = 41, .width = 13},
                                      {.height = 40, .width = 12},
                                      {.height = 13, .width = 40},
                                      {.height = 40, .width = 13, .channels = 2}}) {
    const nn::Tensor chunks(1, shape);
    EXPECT_TRUE(
        throws_error(ErrorKind::kData, "trained on 40 x 13", [&] { classifier_.predict(chunks, workers_); }))
        << shape.height << " x " << shape.width;
  }
}

TEST_F(ClassifierTest, NumbersThatAreNotFiniteAreRefused) {
  for (const char* name : {"dense1.bias", "dense2.kernel"}) {
    nn::Network network = build_cnn3(dataset_.chunks.shape(), 3, {}, Rng(3));
    auto state = network.state();
    auto& values = std::ranges::find(state, name, &NamedTensor::name)->values;
    values.assign(values.size(), 3e38F);
    network.load_state(state);
    const Classifier damaged(classifier_.design(), Standardisation::none(13), std::move(network));
    EXPECT_TRUE(throws_error(ErrorKind::kData, "not finite", [&] {
      damaged.predict(dataset_.chunks, workers_);
    })) << name;
  }
}

TEST(JudgeTrack, TakesTheSoftmaxOfTheMeanLogProbability) {
  Prediction chunks;
  chunks.log_probabilities.resize(2, 2);
  chunks.log_probabilities << std::log(0.9F), std::log(0.1F), std::log(0.4F), std::log(0.6F);
  chunks.embeddings.resize(2, 3);
  chunks.embeddings << 1, 2, 0, 3, 0, 0;
  const TrackVerdict verdict = judge_track(chunks);
  // Geometric means sqrt(0.9 * 0.4) = 0.6 and sqrt(0.1 * 0.6) = 0.2449, brought to the sum 1.
  EXPECT_TRUE(expect_close(numbers(verdict.probabilities),
                           std::vector<float>{0.6F / 0.84494897F, 0.24494897F / 0.84494897F},
                           {.absolute = 1e-6}));
  EXPECT_TRUE(expect_close(numbers(verdict.embedding), std::vector<float>{2, 1, 0}, {}));
}

TEST(JudgeTrack, OfOneChunkIsTheChunk) {
  Prediction chunks;
  chunks.log_probabilities.resize(1, 3);
  chunks.log_probabilities << std::log(0.2F), std::log(0.5F), std::log(0.3F);
  chunks.embeddings = Matrix::Constant(1, 2, 7);
  const TrackVerdict verdict = judge_track(chunks);
  EXPECT_TRUE(
      expect_close(numbers(verdict.probabilities), std::vector<float>{0.2F, 0.5F, 0.3F}, {.absolute = 1e-6}));
  EXPECT_TRUE(expect_close(numbers(verdict.embedding), std::vector<float>{7, 7}, {}));
}

TEST(JudgeTrack, StandsVeryUnlikelyGenres) {
  Prediction chunks;
  chunks.log_probabilities.resize(2, 3);
  chunks.log_probabilities << -1e30F, -2000, -2001, -1e30F, -2000, -2001;
  chunks.embeddings = Matrix::Zero(2, 1);
  const double odds = std::exp(-1.0);
  const std::vector<double> expected = {0, 1 / (1 + odds), odds / (1 + odds)};
  EXPECT_TRUE(expect_close(numbers(judge_track(chunks).probabilities), expected, {.absolute = 1e-6}));
}

TEST(MostProbable, IsTheFirstOfEquals) {
  EXPECT_EQ(most_probable(std::vector<float>{-3, -1, -2}), 1U);
  EXPECT_EQ(most_probable(std::vector<float>{-2, -1, -1, -1}), 1U);
  EXPECT_EQ(most_probable(std::vector<float>{0.5F, 0.5F}), 0U);
  EXPECT_EQ(most_probable(std::vector<float>{-1}), 0U);
}

}  // namespace
}  // namespace mrec::genre
