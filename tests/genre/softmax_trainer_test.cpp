#include "mrec/genre/softmax_trainer.h"

#include <gtest/gtest.h>

#include "mrec/genre/trial.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::expect_close;
using testing::toy_embeddings;

Partition learn_all(const Dataset& dataset) {
  Partition partition;
  for (std::size_t i = 0; i < dataset.chunks.samples(); ++i) partition.train.push_back(i);
  return partition;
}

TEST(SoftmaxTrainer, LearnsWhatItIsGiven) {
  const Dataset dataset = toy_embeddings({.genres = 4, .tracks = 6});
  const TrainedSoftmax trained = train_softmax(dataset, learn_all(dataset), {.l2 = 0.01});
  EXPECT_GT(trained.iterations, 0);
  EXPECT_LT(trained.loss, 0.1);
  const Trial trial =
      judge(dataset, test_chunks(trained.classifier, dataset, learn_all(dataset).train, Workers(2)));
  EXPECT_EQ(trial.track_truth, trial.track_verdict);
  ASSERT_EQ(trial.track_truth.size(), 24U);
}

TEST(SoftmaxTrainer, LossIsThatOfItsOwnPredictions) {
  const Dataset dataset = toy_embeddings({.genres = 3, .tracks = 5});
  const TrainedSoftmax trained = train_softmax(dataset, learn_all(dataset), {.l2 = 5});
  const Prediction prediction = trained.classifier.predict(dataset.chunks, Workers(1));
  double loss = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    loss -= prediction.log_probabilities(static_cast<Eigen::Index>(i),
                                         static_cast<Eigen::Index>(dataset.tracks[i].genre)) /
            15;
  }
  EXPECT_NEAR(trained.loss, loss, 1e-5);
}

TEST(SoftmaxTrainer, DesignSaysWhatWasLearntFrom) {
  const Dataset dataset = toy_embeddings({});
  const Classifier classifier = train_softmax(dataset, learn_all(dataset), {}).classifier;
  EXPECT_EQ(classifier.design().architecture, Architecture::kSoftmax);
  EXPECT_EQ(classifier.design().track_input, TrackInput::kEmbedding);
  EXPECT_EQ(classifier.design().embedding, dataset.embedding);
  EXPECT_EQ(classifier.design().input, (nn::SampleShape{.height = 1, .width = 13, .channels = 1}));
}

TEST(SoftmaxTrainer, TestedTracksHaveNoInfluence) {
  Dataset dataset = toy_embeddings({.genres = 2, .tracks = 8});
  const Partition partition = make_partitions(dataset, {.test = 0.25, .validation = 0})[0];
  const auto learnt = [&] {
    const Classifier classifier = train_softmax(dataset, partition, {}).classifier;
    const testing::TempFolder folder;
    classifier.save(folder / "model.safetensors");
    return testing::read_bytes(folder / "model.safetensors");
  };
  const std::string before = learnt();
  for (const std::size_t chunk : partition.test) {
    for (float& value : dataset.chunks.sample(chunk)) value += 1000;
  }
  EXPECT_EQ(learnt(), before);
  dataset.chunks.sample(partition.train[0])[0] += 1;
  EXPECT_NE(learnt(), before);
}

TEST(SoftmaxTrainer, NumbersThatNeverChangeDoNoHarm) {
  Dataset dataset = toy_embeddings({.genres = 2, .tracks = 4});
  for (std::size_t i = 0; i < dataset.chunks.samples(); ++i) dataset.chunks.sample(i)[3] = 7;
  const TrainedSoftmax trained = train_softmax(dataset, learn_all(dataset), {.l2 = 1});
  EXPECT_TRUE(std::isfinite(trained.loss));
  EXPECT_TRUE(trained.classifier.predict(dataset.chunks, Workers(1)).log_probabilities.allFinite());
}

TEST(SoftmaxJudge, EmbeddingIsTheTracksOwn) {
  const Dataset dataset = toy_embeddings({});
  const Classifier classifier = train_softmax(dataset, learn_all(dataset), {}).classifier;
  features::TrackFeatures track;
  track.path = "a.ogg";
  track.embedding.assign(dataset.chunks.sample(0).begin(), dataset.chunks.sample(0).end());
  const TrackVerdict verdict = judge(classifier, track, Workers(1));
  EXPECT_TRUE(expect_close(std::vector<float>(verdict.embedding.begin(), verdict.embedding.end()),
                           track.embedding, {}));
  EXPECT_NEAR(verdict.probabilities.sum(), 1, 1e-6);
  EXPECT_GT(verdict.probabilities[0], 0.5F);
  track.embedding.pop_back();
  EXPECT_TRUE(testing::throws_error(ErrorKind::kData, "a vector of 1 x 12: does not fit the model",
                                    [&] { judge(classifier, track, Workers(1)); }));
  track.embedding.clear();
  EXPECT_TRUE(testing::throws_error(ErrorKind::kData, "a.ogg: has no embedding",
                                    [&] { judge(classifier, track, Workers(1)); }));
}

TEST(SoftmaxJudge, StatisticsAreMadeOfTheChunks) {
  Dataset dataset = toy_embeddings({.coefficients = 4});
  dataset.input = TrackInput::kStatistics;
  dataset.embedding.reset();
  const Classifier classifier = train_softmax(dataset, learn_all(dataset), {}).classifier;
  features::TrackFeatures track;
  track.chunks = {Matrix::Random(3, 2), Matrix::Random(3, 2)};
  const TrackVerdict verdict = judge(classifier, track, Workers(1));
  const nn::Tensor statistics = input_of(track, TrackInput::kStatistics);
  EXPECT_TRUE(expect_close(std::vector<float>(verdict.embedding.begin(), verdict.embedding.end()),
                           statistics.values(), {}));
}

}  // namespace
}  // namespace mrec::genre
