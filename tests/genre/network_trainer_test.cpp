#include "mrec/genre/network_trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/genre/classifier.h"
#include "mrec/nn/loss.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::toy_dataset;
using testing::ToyOptions;

using testing::learn_all;

constexpr MemberDesign kCourse = {.architecture = Architecture::kCourse, .input = TrackInput::kChunks};

TrainedNetwork train(const Dataset& dataset, const Partition& partition, const TrainOptions& options,
                     const EpochListener& listener = {}, const MemberDesign& design = kCourse) {
  return train_network(dataset, partition, design, options, Workers(2), listener);
}

/// The mean loss of the samples of some tracks.
double loss_of(const Member& member, const Dataset& dataset, const std::vector<std::size_t>& tracks) {
  double loss = 0;
  double count = 0;
  for (const std::size_t track : tracks) {
    const Prediction prediction =
        member.predict(dataset.samples(track, member.design().input), false, Workers(1));
    loss -= prediction.scores.col(static_cast<Eigen::Index>(dataset.tracks[track].genre())).sum();
    count += static_cast<double>(prediction.scores.rows());
  }
  return loss / count;
}

TEST(Trainer, OverfitsEightTracks) {
  const Dataset dataset = toy_dataset({.genres = 4, .tracks = 2});
  const TrainOptions options{.epochs = 60, .batch = 8, .learning_rate = 3e-3, .network = {.dropout = 0}};
  const TrainedNetwork trained = train(dataset, learn_all(dataset), options);
  EXPECT_EQ(trained.history.size(), 60U);
  EXPECT_EQ(trained.kept_epoch, 60);
  EXPECT_EQ(trained.history.back().train.accuracy, 1);
  EXPECT_LT(trained.history.back().train.loss, 0.05);
  EXPECT_LT(loss_of(trained.member, dataset, learn_all(dataset).train), 0.05);
}

TEST(Trainer, EveryNetworkLearns) {
  const ToyOptions toy{.genres = 2, .tracks = 6, .chunks = 4, .frames = 64, .coefficients = 32};
  const Dataset dataset = toy_dataset(toy, {TrackInput::kChunks, TrackInput::kClip, TrackInput::kEmbedding});
  const std::pair<Architecture, TrackInput> kinds[] = {{Architecture::kCnn3, TrackInput::kClip},
                                                       {Architecture::kMlp, TrackInput::kEmbedding},
                                                       {Architecture::kMlp, TrackInput::kChunks},
                                                       {Architecture::kRnn, TrackInput::kChunks},
                                                       {Architecture::kRnn, TrackInput::kClip}};
  for (const auto& [architecture, input] : kinds) {
    TrainOptions options = default_train_options(architecture);
    options.epochs = 25;
    options.batch = 8;
    options.crops = 2;
    options.learning_rate = 2e-3;
    const TrainedNetwork trained =
        train(dataset, learn_all(dataset), options, {}, {.architecture = architecture, .input = input});
    EXPECT_LT(loss_of(trained.member, dataset, learn_all(dataset).train), 0.5)
        << name_of(architecture) << " of " << name_of(input);
  }
}

TEST(Trainer, SeveralGenresATrackAreLearntEachForItself) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 6});
  dataset.multi_label = true;
  dataset.genres.emplace_back("all");
  for (LabelledTrack& track : dataset.tracks) track.genres.push_back(2);
  const TrainOptions options{.epochs = 60, .batch = 8, .learning_rate = 3e-3, .network = {.dropout = 0}};
  const TrainedNetwork trained = train(dataset, learn_all(dataset), options);
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    const Prediction said = trained.member.predict(dataset.samples(i, TrackInput::kChunks), true, Workers(1));
    const Vector probability = joint_probabilities(said.scores, true);
    EXPECT_GT(probability[2], 0.9F);
    EXPECT_GT(probability[static_cast<Eigen::Index>(dataset.tracks[i].genre())], 0.8F);
    EXPECT_LT(probability[static_cast<Eigen::Index>(1 - dataset.tracks[i].genre())], 0.2F);
  }
}

TEST(Trainer, BalanceMakesTheRareCount) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 10});
  Partition partition = learn_all(dataset);
  partition.train.resize(12);  // ten of the first genre, two of the second
  const auto loss_of_rare = [&](bool balance) {
    const TrainOptions options{.epochs = 4, .batch = 12, .learning_rate = 1e-3, .balance = balance};
    return loss_of(train(dataset, partition, options).member, dataset, {10, 11});
  };
  EXPECT_LT(loss_of_rare(true), 0.9 * loss_of_rare(false));
}

TEST(Trainer, BalanceMakesTheRareOfSeveralGenresCount) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 10});
  dataset.multi_label = true;
  Partition partition = learn_all(dataset);
  partition.train.resize(12);  // ten of the first genre, two of the second
  const auto loss_of_rare = [&](bool balance) {
    const TrainOptions options{.epochs = 4, .batch = 12, .learning_rate = 1e-3, .balance = balance};
    const Member member = train(dataset, partition, options).member;
    const Prediction said = member.predict(dataset.samples(11, TrackInput::kChunks), true, Workers(1));
    return -std::log(joint_probabilities(said.scores, true)[1]);
  };
  EXPECT_LT(loss_of_rare(true), 0.5F * loss_of_rare(false));
}

/// Under balance each sample weighs in the whole part as its genre does, whichever batch it falls into.
TEST(Trainer, BalancedValidationLossIsTheWeightedMean) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 10});
  Partition partition;
  for (std::size_t i = 0; i < 8; ++i) partition.train.push_back(i);
  partition.train.insert(partition.train.end(), {10, 11});  // a sample of the second genre weighs four times
  partition.validation = {8, 9, 12, 13, 14};
  for (const int batch : {4, 5, 7, 100}) {
    const TrainOptions options{.epochs = 1, .batch = batch, .patience = 0, .balance = true};
    const TrainedNetwork trained = train(dataset, partition, options);
    const double common = loss_of(trained.member, dataset, {8, 9});
    const double rare = loss_of(trained.member, dataset, {12, 13, 14});
    EXPECT_NEAR(trained.history[0].validation->loss, (2 * common + 3 * 4 * rare) / (2 + 3 * 4), 1e-6)
        << batch;
  }
}

/// By track, though the loss is by sample: what judge() says of the weights that are kept.
TEST(Trainer, ValidationAccuracyIsByTrack) {
  for (const bool several : {false, true}) {
    Dataset dataset = toy_dataset({.genres = 3, .tracks = 8, .chunks = 5});
    dataset.multi_label = several;
    const Partition partition = make_partitions(dataset, {.test = 0.25, .validation = 0.4})[0];
    const TrainedNetwork trained =
        train(dataset, partition, {.epochs = 1, .batch = 8, .learning_rate = 1e-3, .patience = 0});
    std::size_t hits = 0;
    for (const std::size_t track : partition.validation) {
      const Matrix scores =
          trained.member.predict(dataset.samples(track, TrackInput::kChunks), several, Workers(1)).scores;
      const Vector sum = scores.colwise().sum();
      hits += most_probable({sum.data(), 3}) == dataset.tracks[track].genre() ? 1 : 0;
    }
    EXPECT_DOUBLE_EQ(trained.history.front().validation->accuracy,
                     static_cast<double>(hits) / static_cast<double>(partition.validation.size()));
  }
}

std::vector<NamedTensor> trained_state(const Dataset& dataset, const MemberDesign& design, int threads,
                                       std::uint64_t seed) {
  const auto partition = make_partitions(dataset, {.test = 0.25, .validation = 0.25})[0];
  return train_network(dataset, partition, design, {.epochs = 3, .batch = 8, .seed = seed}, Workers(threads),
                       {})
      .member.state();
}

bool same_numbers(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
  return std::ranges::equal(a, b,
                            [](const NamedTensor& x, const NamedTensor& y) { return x.values == y.values; });
}

TEST(Trainer, GivesTheSameNumbersAtAnyNumberOfThreads) {
  const Dataset dataset =
      toy_dataset({.genres = 3, .tracks = 8, .chunks = 5, .frames = 64, .coefficients = 32},
                  {TrackInput::kChunks, TrackInput::kClip});
  for (const MemberDesign& design : {kCourse, MemberDesign{}}) {
    const auto state = trained_state(dataset, design, 1, 4);
    EXPECT_TRUE(same_numbers(trained_state(dataset, design, 1, 4), state));
    EXPECT_TRUE(same_numbers(trained_state(dataset, design, 2, 4), state));
    EXPECT_TRUE(same_numbers(trained_state(dataset, design, 5, 4), state));
    EXPECT_FALSE(same_numbers(trained_state(dataset, design, 1, 5), state));
  }
}

/// What it is told of the first epoch.
class BatchCounter : public TrainingJournal {
 public:
  void follow(const BatchReport& report) override {
    ++followed;
    batches = report.batches;
  }
  std::size_t followed = 0;
  std::size_t batches = 0;
};

TEST(Trainer, ASmallRestJoinsTheBatchBefore) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 4, .chunks = 5});  // 40 samples
  const auto steps = [&](int batch) {
    BatchCounter counter;
    const TrainOptions options{.epochs = 1, .batch = batch};
    train_network(dataset, learn_all(dataset), kCourse, options, Workers(2), {}, &counter);
    EXPECT_EQ(counter.followed, counter.batches);
    return counter.batches;
  };
  EXPECT_EQ(steps(13), 3U);   // 13, 13 and 14
  EXPECT_EQ(steps(18), 2U);   // 18 and 22: the rest, of 4, is less than 4.5
  EXPECT_EQ(steps(32), 2U);   // 32 and 8: a quarter stays
  EXPECT_EQ(steps(12), 4U);   // 3 of 12 and 4
  EXPECT_EQ(steps(20), 2U);   // no rest
  EXPECT_EQ(steps(100), 1U);  // one that is not full
  EXPECT_EQ(steps(200), 1U);  // nor is a quarter
}

/// A batch of two samples teaches cnn3, whose last normalisation sees one place a sample, next to nothing.
TEST(Trainer, ASmallRestDoesNotSpoilWhatTheOthersTaught) {
  const Dataset dataset = toy_dataset(
      {.genres = 2, .tracks = 17, .chunks = 4, .frames = 64, .coefficients = 32}, {TrackInput::kClip});
  const auto last_loss = [&](int batch) {
    TrainOptions options = default_train_options(Architecture::kCnn3);
    options.epochs = 6;
    options.batch = batch;
    options.crops = 1;
    return train(dataset, learn_all(dataset), options, {}, MemberDesign{}).history.back().train.loss;
  };
  EXPECT_LT(last_loss(16), 1.2 * last_loss(17));  // 34 samples: a rest of 2, and none
}

TEST(Trainer, EveryRunUnderASeedIsItsOwn) {
  const Dataset dataset = toy_dataset({});
  const auto first_loss = [&](std::uint64_t run) {
    return train(dataset, learn_all(dataset), {.epochs = 1, .run = run}).history[0].train.loss;
  };
  EXPECT_EQ(first_loss(1), first_loss(1));
  EXPECT_NE(first_loss(1), first_loss(2));
}

/// Labels of the validation part are wrong: learning makes its loss worse, so an early epoch is the best.
Partition misleading_partition(Dataset& dataset) {
  Partition partition = make_partitions(dataset, {.test = 0.25, .validation = 0.25})[0];
  for (const std::size_t track : partition.validation) {
    dataset.tracks[track].genres = {1 - dataset.tracks[track].genre()};
  }
  return partition;
}

TEST(Trainer, StopsEarlyAndKeepsTheBestWeights) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  const Partition partition = misleading_partition(dataset);
  const TrainOptions options{.epochs = 40, .batch = 8, .learning_rate = 3e-3, .patience = 3};
  const TrainedNetwork trained = train(dataset, partition, options);
  ASSERT_LT(trained.history.size(), 40U);
  int best = 0;
  double best_loss = 1e9;
  for (const auto& report : trained.history) {
    EXPECT_EQ(report.best, report.validation->loss < best_loss);
    if (!report.best) continue;
    best = report.epoch;
    best_loss = report.validation->loss;
  }
  EXPECT_EQ(trained.kept_epoch, best);
  EXPECT_EQ(trained.history.back().epoch, best + 3);
  EXPECT_NEAR(loss_of(trained.member, dataset, partition.validation), best_loss, 1e-5);
}

// A request to stop cannot be taken back, so it is made in a child process only.

bool keeps_the_best_when_asked_to_stop() {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  const Partition partition = misleading_partition(dataset);
  const TrainOptions options{.epochs = 40, .batch = 8, .learning_rate = 3e-3, .patience = 0};
  double best_loss = 1e9;
  const TrainedNetwork trained =
      train_network(dataset, partition, kCourse, options, Workers(1), [&](const EpochReport& report) {
        best_loss = std::min(best_loss, report.validation->loss);
        if (report.epoch == 6) request_interrupt();
      });
  return trained.interrupted && trained.history.size() == 6 && trained.kept_epoch < 6 &&
         std::abs(loss_of(trained.member, dataset, partition.validation) - best_loss) < 1e-5;
}

TEST(TrainerDeathTest, AskedToStopItKeepsTheBestWeights) {
  EXPECT_EXIT(std::_Exit(keeps_the_best_when_asked_to_stop() ? 42 : 1), ::testing::ExitedWithCode(42), "");
}

bool has_nothing_before_the_first_epoch() {
  const Dataset dataset = toy_dataset({});
  request_interrupt();
  try {
    train_network(dataset, learn_all(dataset), kCourse, {.epochs = 3}, Workers(1), {});
    return false;
  } catch (const Interrupted&) {
    return true;
  }
}

TEST(TrainerDeathTest, AskedToStopBeforeTheFirstEpochItHasNothing) {
  EXPECT_EXIT(std::_Exit(has_nothing_before_the_first_epoch() ? 42 : 1), ::testing::ExitedWithCode(42), "");
}

TEST(Trainer, WithoutAValidationPartItRunsToTheEnd) {
  const Dataset dataset = toy_dataset({});
  const TrainedNetwork trained = train(dataset, learn_all(dataset), {.epochs = 5, .patience = 1});
  EXPECT_EQ(trained.history.size(), 5U);
  for (const EpochReport& report : trained.history) EXPECT_FALSE(report.validation);
  EXPECT_EQ(trained.kept_epoch, 5);
}

TEST(Trainer, CoursePresetIsTheCoursesOwn) {
  const TrainOptions course = train_preset("course");
  EXPECT_FALSE(course.standardise);
  EXPECT_EQ(course.learning_rate, 1e-4);
  EXPECT_EQ(course.epochs, 30);
  EXPECT_EQ(course.batch, 32);
  EXPECT_EQ(course.patience, 0);
  EXPECT_EQ(course.network.third_pool, 2);
  EXPECT_EQ(train_preset("paper").network.third_pool, 3);
  EXPECT_THROW(train_preset("best"), Error);
}

TEST(Trainer, RefusesImpossibleOptions) {
  EXPECT_THROW(TrainOptions{.epochs = 0}.validate(), Error);
  EXPECT_THROW(TrainOptions{.batch = 1}.validate(), Error);
  EXPECT_THROW(TrainOptions{.learning_rate = 0}.validate(), Error);
  EXPECT_THROW(TrainOptions{.weight_decay = -0.1}.validate(), Error);
  EXPECT_THROW(TrainOptions{.crops = 0}.validate(), Error);
  EXPECT_THROW((TrainOptions{.network = {.dropout = 1}}.validate()), Error);
}

TEST(Trainer, SaysWhenChunksAreTooSmall) {
  const Dataset dataset = toy_dataset({.frames = 4, .coefficients = 2});
  EXPECT_THROW(train(dataset, learn_all(dataset), {}), Error);
}

}  // namespace
}  // namespace mrec::genre
