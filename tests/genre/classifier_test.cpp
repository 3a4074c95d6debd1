#include "mrec/genre/classifier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "mrec/genre/network_trainer.h"
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

nn::Tensor all_chunks(const Dataset& dataset) {
  const nn::SampleShape shape = dataset.table(TrackInput::kChunks).shape();
  std::vector<float> values;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    const nn::Tensor samples = dataset.samples(i, TrackInput::kChunks);
    values.insert(values.end(), samples.values().begin(), samples.values().end());
  }
  nn::Tensor all(values.size() / shape.size(), shape);
  std::ranges::copy(values, all.values().begin());
  return all;
}

class MemberTest : public ::testing::Test {
 protected:
  static Member trained(const Dataset& dataset) {
    return train_network(dataset, testing::learn_all(dataset),
                         {.architecture = Architecture::kCourse, .input = TrackInput::kChunks},
                         {.epochs = 1, .batch = 8}, Workers(1), {})
        .member;
  }
  Prediction predict(const nn::Tensor& samples) const { return member_.predict(samples, false, workers_); }

  const Workers workers_{2};
  const Dataset dataset_ = testing::toy_dataset({.genres = 3, .tracks = 2});
  const nn::Tensor chunks_ = all_chunks(dataset_);
  const Member member_ = trained(dataset_);
};

TEST_F(MemberTest, PredictionsAreLogProbabilitiesAndEmbeddings) {
  const Prediction prediction = predict(chunks_);
  ASSERT_EQ(prediction.scores.rows(), 18);
  ASSERT_EQ(prediction.scores.cols(), 3);
  ASSERT_EQ(prediction.embeddings.rows(), 18);
  ASSERT_EQ(prediction.embeddings.cols(), 64);
  const Vector sums = prediction.scores.array().exp().rowwise().sum();
  EXPECT_TRUE(expect_close(numbers(sums), std::vector<float>(18, 1.0F), {.absolute = 1e-5}));
  EXPECT_GE(prediction.embeddings.minCoeff(), 0);
  EXPECT_GT(prediction.embeddings.maxCoeff(), 0);
}

TEST_F(MemberTest, BatchesOfAnySizeGiveTheSame) {
  // More chunks than go through the network together, and a last batch that is not full.
  constexpr std::size_t kCount = 131;
  nn::Tensor many(kCount, chunks_.shape());
  for (std::size_t i = 0; i < kCount; ++i) {
    std::ranges::copy(chunks_.sample(i % 18), many.sample(i).begin());
    many.sample(i)[0] += static_cast<float>(i);
  }
  const Prediction together = predict(many);
  ASSERT_EQ(together.scores.rows(), 131);
  for (std::size_t i = 0; i < kCount; ++i) {
    const Prediction alone = member_.predict(some_of(many, i, 1), false, Workers(1));
    const Matrix expected = together.scores.row(static_cast<Eigen::Index>(i));
    ASSERT_TRUE(expect_close(numbers(alone.scores), numbers(expected), {.absolute = 1e-5})) << i;
    const Matrix embedding = together.embeddings.row(static_cast<Eigen::Index>(i));
    ASSERT_TRUE(expect_close(numbers(alone.embeddings), numbers(embedding), {.absolute = 1e-5})) << i;
  }
}

TEST_F(MemberTest, NoChunksGiveNoRows) {
  const Prediction prediction = predict(nn::Tensor(0, chunks_.shape()));
  EXPECT_EQ(prediction.scores.rows(), 0);
  EXPECT_EQ(prediction.scores.cols(), 3);
  EXPECT_EQ(prediction.embeddings.rows(), 0);
  EXPECT_EQ(prediction.embeddings.cols(), 64);
}

TEST_F(MemberTest, InputsAreStandardisedAsInTraining) {
  const nn::SampleShape shape = chunks_.shape();
  const auto width = static_cast<std::size_t>(shape.width);
  const auto member = [&](Standardisation standardisation) {
    return Member(member_.design(), std::move(standardisation),
                  build_network(Architecture::kCourse, shape, 2, {}, Rng(3)));
  };
  const Standardisation fit{.mean = std::vector<float>(width, 2), .scale = std::vector<float>(width, 0.5)};
  nn::Tensor by_hand = chunks_;
  for (float& value : by_hand.values()) value = (value - 2) * 0.5F;
  const Prediction expected = member(Standardisation::none(width)).predict(by_hand, false, workers_);
  const Prediction actual = member(fit).predict(chunks_, false, workers_);
  EXPECT_TRUE(expect_close(numbers(actual.scores), numbers(expected.scores), {.absolute = 1e-6}));
}

TEST_F(MemberTest, ChunksOfAnotherShapeAreRefused) {
  for (const nn::SampleShape shape : {nn::SampleShape{.height = 41, .width = 13},
                                      {.height = 40, .width = 12},
                                      {.height = 13, .width = 40},
                                      {.height = 40, .width = 13, .channels = 2}}) {
    const nn::Tensor chunks(1, shape);
    EXPECT_TRUE(throws_error(ErrorKind::kData, "trained on 40 x 13", [&] { predict(chunks); }))
        << shape.height << " x " << shape.width;
  }
}

TEST_F(MemberTest, NumbersThatAreNotFiniteAreRefused) {
  for (const char* name : {"dense1.bias", "dense2.kernel"}) {
    nn::Network network = build_network(Architecture::kCourse, chunks_.shape(), 3, {}, Rng(3));
    auto state = network.state();
    auto& values = std::ranges::find(state, name, &NamedTensor::name)->values;
    values.assign(values.size(), 3e38F);
    network.load_state(state);
    const Member damaged(member_.design(), Standardisation::none(13), std::move(network));
    EXPECT_TRUE(throws_error(ErrorKind::kData, "not finite", [&] {
      damaged.predict(chunks_, false, workers_);
    })) << name;
  }
}

TEST(JointProbabilities, AreTheSoftmaxOfTheMeanLogProbability) {
  Matrix scores(2, 2);
  scores << std::log(0.9F), std::log(0.1F), std::log(0.4F), std::log(0.6F);
  // Geometric means sqrt(0.9 * 0.4) = 0.6 and sqrt(0.1 * 0.6) = 0.2449, brought to the sum 1.
  EXPECT_TRUE(expect_close(numbers(joint_probabilities(scores, false)),
                           std::vector<float>{0.6F / 0.84494897F, 0.24494897F / 0.84494897F},
                           {.absolute = 1e-6}));
}

TEST(JointProbabilities, OfSeveralGenresAreTheSigmoidOfTheMeanLogit) {
  Matrix logits(2, 3);
  logits << 1, -2, 40, 3, 0, 100;
  const std::vector<double> expected = {1 / (1 + std::exp(-2.0)), 1 / (1 + std::exp(1.0)), 1};
  EXPECT_TRUE(expect_close(numbers(joint_probabilities(logits, true)), expected, {.absolute = 1e-6}));
}

TEST(JointProbabilities, AreBroughtTogetherByATemperature) {
  Matrix scores(1, 2);
  scores << std::log(0.9F), std::log(0.1F);
  EXPECT_TRUE(expect_close(numbers(joint_probabilities(scores, false, 2)), std::vector<float>{0.75F, 0.25F},
                           {.absolute = 1e-6}));
}

TEST(JointProbabilities, StandVeryUnlikelyGenres) {
  Matrix scores(2, 3);
  scores << -1e30F, -2000, -2001, -1e30F, -2000, -2001;
  const double odds = std::exp(-1.0);
  const std::vector<double> expected = {0, 1 / (1 + odds), odds / (1 + odds)};
  EXPECT_TRUE(expect_close(numbers(joint_probabilities(scores, false)), expected, {.absolute = 1e-6}));
}

/// A judge of vectors of one number that says the same whatever it is: the first of two genres with
/// probability `p`.
Member stubborn(float p, double weight) {
  std::vector<NamedTensor> state = {
      {.name = "input.mean", .shape = {1}, .values = {0}},
      {.name = "input.scale", .shape = {1}, .values = {1}},
      {.name = "dense.kernel", .shape = {1, 2}, .values = {0, 0}},
      {.name = "dense.bias", .shape = {2}, .values = {std::log(p), std::log(1 - p)}}};
  return load_member({.architecture = Architecture::kLogistic,
                      .input = TrackInput::kEmbedding,
                      .shape = {.width = 1},
                      .weight = weight},
                     std::move(state), 2, false);
}

nn::Tensor one_number(TrackInput /*input*/) {
  nn::Tensor tensor(1, {.width = 1});
  tensor.values()[0] = 7;
  return tensor;
}

TEST(Classifier, MembersJudgeByTheMeanOfTheirProbabilities) {
  std::vector<Member> members;
  members.push_back(stubborn(0.9F, 1));
  members.push_back(stubborn(0.2F, 3));
  const Classifier classifier({.genres = {"a", "b"}}, std::move(members));
  const TrackVerdict verdict = classifier.judge(one_number, Workers(1));
  EXPECT_TRUE(
      expect_close(numbers(verdict.probabilities), std::vector<float>{0.375F, 0.625F}, {.absolute = 1e-6}));
  EXPECT_EQ(verdict.embedding, Vector::Constant(1, 7));
  EXPECT_EQ(verdict.scores.size(), 0);
  EXPECT_EQ(classifier.inputs(), (std::vector<TrackInput>{TrackInput::kEmbedding}));
}

TEST(Classifier, CalibrationTempersWhatIsSaid) {
  for (const std::size_t count : {1U, 2U}) {
    std::vector<Member> members;
    for (std::size_t i = 0; i < count; ++i) members.push_back(stubborn(0.9F, 1));
    Classifier classifier({.genres = {"a", "b"}}, std::move(members));
    classifier.calibrate({.temperature = 2});
    const TrackVerdict verdict = classifier.judge(one_number, Workers(1));
    EXPECT_TRUE(
        expect_close(numbers(verdict.probabilities), std::vector<float>{0.75F, 0.25F}, {.absolute = 1e-5}));
  }
}

TEST(Classifier, TracksThatLackWhatItLooksAtAreNamed) {
  std::vector<Member> members;
  members.push_back(stubborn(0.9F, 1));
  const Classifier classifier({.genres = {"a", "b"}}, std::move(members));
  features::TrackFeatures track;
  track.path = "a.ogg";
  EXPECT_FALSE(classifier.can_judge(track));
  EXPECT_TRUE(throws_error(ErrorKind::kData, "a.ogg: has no embedding",
                           [&] { static_cast<void>(classifier.judge(track, Workers(1))); }));
  track.embedding = {1, 2};
  EXPECT_TRUE(throws_error(ErrorKind::kData, "a vector of 1 x 2: does not fit the model",
                           [&] { static_cast<void>(classifier.judge(track, Workers(1))); }));
  track.embedding = {1};
  EXPECT_TRUE(classifier.can_judge(track));
  EXPECT_NEAR(classifier.judge(track, Workers(1)).probabilities[0], 0.9, 1e-6);
  EXPECT_FALSE(classifier.looks_at_frames());
}

TEST(MostProbable, IsTheFirstOfEquals) {
  EXPECT_EQ(most_probable(std::vector<float>{-3, -1, -2}), 1U);
  EXPECT_EQ(most_probable(std::vector<float>{-2, -1, -1, -1}), 1U);
  EXPECT_EQ(most_probable(std::vector<float>{0.5F, 0.5F}), 0U);
  EXPECT_EQ(most_probable(std::vector<float>{-1}), 0U);
}

}  // namespace
}  // namespace mrec::genre
