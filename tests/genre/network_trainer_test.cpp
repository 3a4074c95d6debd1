#include <gtest/gtest.h>

#include "mrec/core/error.h"
#include "mrec/genre/trainer.h"
#include "mrec/genre/trial.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::toy_dataset;

Partition learn_all(const Dataset& dataset) {
  Partition partition;
  for (std::size_t i = 0; i < dataset.chunks.samples(); ++i) partition.train.push_back(i);
  return partition;
}

TEST(Trainer, OverfitsEightTracks) {
  const Dataset dataset = toy_dataset({.genres = 4, .tracks = 2});
  const Partition partition = learn_all(dataset);
  const Workers workers(2);
  Fit last;
  const TrainOptions options{.epochs = 60, .batch = 8, .learning_rate = 3e-3, .cnn3 = {.dropout = 0}};
  const Classifier classifier = train_classifier(dataset, partition, options, workers,
                                                 [&](const EpochReport& report) { last = report.train; });
  EXPECT_EQ(last.accuracy, 1);
  EXPECT_LT(last.loss, 0.05);
  const Trial trial = judge(dataset, test_chunks(classifier, dataset, partition.train, workers));
  EXPECT_EQ(trial.track_truth, trial.track_verdict);
}

std::string trained_bytes(const Dataset& dataset, int threads, std::uint64_t seed) {
  const testing::TempFolder folder;
  const auto partition = make_partitions(dataset, {.test = 0.25, .validation = 0.25})[0];
  train_classifier(dataset, partition, {.epochs = 3, .batch = 8, .seed = seed}, Workers(threads), {})
      .save(folder / "model.safetensors");
  return testing::read_bytes(folder / "model.safetensors");
}

TEST(Trainer, GivesTheSameBytesAtAnyNumberOfThreads) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 8, .chunks = 5});
  const std::string bytes = trained_bytes(dataset, 1, 4);
  EXPECT_EQ(trained_bytes(dataset, 1, 4), bytes);
  EXPECT_EQ(trained_bytes(dataset, 2, 4), bytes);
  EXPECT_EQ(trained_bytes(dataset, 5, 4), bytes);
  EXPECT_NE(trained_bytes(dataset, 1, 5), bytes);
}

TEST(Trainer, EveryRunUnderASeedIsItsOwn) {
  const Dataset dataset = toy_dataset({});
  const auto first_loss = [&](std::uint64_t run) {
    double loss = 0;
    train_classifier(dataset, learn_all(dataset), {.epochs = 1, .run = run}, Workers(1),
                     [&](const EpochReport& report) { loss = report.train.loss; });
    return loss;
  };
  EXPECT_EQ(first_loss(1), first_loss(1));
  EXPECT_NE(first_loss(1), first_loss(2));
}

TEST(Trainer, StopsEarlyAndKeepsTheBestWeights) {
  // Labels of the validation part are wrong: learning makes its loss worse, so an early epoch is the best.
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  const auto partition = make_partitions(dataset, {.test = 0.25, .validation = 0.25})[0];
  const auto owners = dataset.track_of_chunk();
  for (const std::size_t chunk : partition.validation) {
    dataset.tracks[owners[chunk]].genre = dataset.tracks[owners[chunk]].path.string()[1] == '0' ? 1 : 0;
  }
  std::vector<EpochReport> reports;
  const TrainOptions options{.epochs = 40, .batch = 8, .learning_rate = 3e-3, .patience = 3};
  const Workers workers(1);
  const Classifier classifier = train_classifier(
      dataset, partition, options, workers, [&](const EpochReport& report) { reports.push_back(report); });
  ASSERT_LT(reports.size(), 40U);
  int best = 0;
  double best_loss = 1e9;
  for (const auto& report : reports) {
    EXPECT_EQ(report.best, report.validation->loss < best_loss);
    if (!report.best) continue;
    best = report.epoch;
    best_loss = report.validation->loss;
  }
  EXPECT_EQ(reports.back().epoch, best + 3);
  const auto tested = test_chunks(classifier, dataset, partition.validation, workers);
  double loss = 0;
  for (std::size_t i = 0; i < tested.chunks.size(); ++i) {
    const auto genre = static_cast<Eigen::Index>(dataset.tracks[owners[tested.chunks[i]]].genre);
    loss -= tested.log_probabilities(static_cast<Eigen::Index>(i), genre) /
            static_cast<double>(tested.chunks.size());
  }
  EXPECT_NEAR(loss, best_loss, 1e-5);
}

TEST(Trainer, WithoutAValidationPartItRunsToTheEnd) {
  const Dataset dataset = toy_dataset({});
  int epochs = 0;
  train_classifier(dataset, learn_all(dataset), {.epochs = 5}, Workers(1), [&](const EpochReport& report) {
    ++epochs;
    EXPECT_FALSE(report.validation);
  });
  EXPECT_EQ(epochs, 5);
}

TEST(Trainer, CoursePresetIsTheCoursesOwn) {
  const TrainOptions course = train_preset("course");
  EXPECT_FALSE(course.standardise);
  EXPECT_EQ(course.learning_rate, 1e-4);
  EXPECT_EQ(course.epochs, 30);
  EXPECT_EQ(course.batch, 32);
  EXPECT_EQ(course.patience, 0);
  EXPECT_EQ(course.cnn3.third_pool, 2);
  EXPECT_EQ(train_preset("paper").cnn3.third_pool, 3);
  EXPECT_THROW(train_preset("best"), Error);
}

TEST(Trainer, RefusesImpossibleOptions) {
  EXPECT_THROW(TrainOptions{.epochs = 0}.validate(), Error);
  EXPECT_THROW(TrainOptions{.batch = 1}.validate(), Error);
  EXPECT_THROW(TrainOptions{.learning_rate = 0}.validate(), Error);
  EXPECT_THROW((TrainOptions{.cnn3 = {.dropout = 1}}.validate()), Error);
}

TEST(Trainer, SaysWhenChunksAreTooSmall) {
  const Dataset dataset = toy_dataset({.frames = 4, .coefficients = 2});
  EXPECT_THROW(train_classifier(dataset, learn_all(dataset), {}, Workers(1), {}), Error);
}

}  // namespace
}  // namespace mrec::genre
