#include "mrec/genre/checkpoint.h"

#include <gtest/gtest.h>

#include <string>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/genre/learn.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::toy_dataset;

/// Keeps the state after one epoch, by way of a file, and can go on from it.
class Notebook : public TrainingJournal {
 public:
  explicit Notebook(int epoch) : epoch_(epoch) {}

  std::optional<TrainingState> recall() override { return state_; }
  void keep(const TrainingState& state) override {
    if (static_cast<int>(state.history.size()) != epoch_) return;
    const testing::TempFolder folder;
    Checkpoint{.program = "p", .command = "c", .data = "d", .trainings = {{3, {state}}}}.save(folder /
                                                                                              "kept");
    state_ = Checkpoint::load(folder / "kept").trainings.at(3).at(0);
  }
  bool has_state() const { return state_.has_value(); }

 private:
  int epoch_;
  std::optional<TrainingState> state_;
};

struct Course {
  Dataset dataset = toy_dataset({.genres = 3, .tracks = 6, .chunks = 4});
  Partition partition = make_partitions(dataset, {.test = 0.25, .validation = 0.25})[0];
  Recipe recipe = default_recipe(Architecture::kCourse, TrackInput::kChunks);

  std::string bytes(int threads, TrainingJournal* journal) const {
    const testing::TempFolder folder;
    Learnt learnt = learn(std::span(&recipe, 1), dataset, partition, Workers(threads), {}, journal);
    learnt.classifier.save(folder / "model");
    std::string kept = std::to_string(learnt.notes.kept_epoch);
    for (const EpochReport& report : learnt.notes.history) kept += " " + std::to_string(report.train.loss);
    return testing::read_bytes(folder / "model") + kept;
  }
};

/// A way to train, told by what sets it apart.
struct Way {
  const char* name;
  void (*choose)(Course& course);
};

void with_a_schedule(Course& course) {
  course.recipe.network.schedule = Schedule::kCosine;
  course.recipe.network.weight_decay = 0.05;
}

void without_validation(Course& course) {
  course.partition.validation.clear();
}

/// So fast that early epochs are the best.
void for_the_best_epoch(Course& course) {
  course.recipe.network.epochs = 12;
  course.recipe.network.patience = 2;
  course.recipe.network.learning_rate = 0.05;
}

class ResumedTraining : public ::testing::TestWithParam<Way> {};

TEST_P(ResumedTraining, GivesTheSameBytesFromEveryEpoch) {
  Course course;
  course.recipe.network.epochs = 4;
  course.recipe.network.batch = 8;
  course.recipe.network.patience = 0;
  GetParam().choose(course);
  const std::string whole = course.bytes(1, nullptr);
  int resumed = 0;
  for (int epoch = 1; epoch <= course.recipe.network.epochs; ++epoch) {
    Notebook notebook(epoch);
    EXPECT_EQ(course.bytes(1, &notebook), whole);
    if (!notebook.has_state()) break;  // it had stopped early
    EXPECT_EQ(notebook.recall()->best.empty(), course.partition.validation.empty());
    EXPECT_EQ(course.bytes(3, &notebook), whole) << "from epoch " << epoch;
    ++resumed;
  }
  EXPECT_GE(resumed, 3);
}

INSTANTIATE_TEST_SUITE_P(Ways, ResumedTraining,
                         ::testing::Values(Way{"Plain", [](Course&) {}},
                                           Way{"WithASchedule", with_a_schedule},
                                           Way{"WithoutValidation", without_validation},
                                           Way{"ForTheBestEpoch", for_the_best_epoch}),
                         [](const auto& way) { return std::string(way.param.name); });

/// Asks to stop amid an epoch.
class Stopper : public TrainingJournal {
 public:
  explicit Stopper(int epoch) : epoch_(epoch) {}
  void follow(const BatchReport& report) override {
    EXPECT_LE(report.batch, report.batches);
    if (report.epoch == epoch_ && report.batch == 2) request_interrupt();
  }

 private:
  int epoch_;
};

std::string weights_of(const TrainedNetwork& trained) {
  std::string bytes;
  for (const NamedTensor& tensor : trained.member.state()) {
    bytes.append(reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float));
  }
  return bytes;
}

/// In a process of its own, because a request cannot be taken back: trains until it is stopped amid
/// `stop_in`, and ends with the number of the epoch whose weights are given, plus 100 if they are not those
/// of a training that ended after that epoch.
void exit_with_kept_epoch(Course& course, int stop_in) {
  course.recipe.network.epochs = 9;
  Stopper stopper(stop_in);
  const MemberDesign design{.architecture = Architecture::kCourse, .input = TrackInput::kChunks, .shape = {}};
  const auto train = [&](TrainingJournal* journal) {
    return train_network(course.dataset, course.partition, design, course.recipe.network, Workers(1), {},
                         journal);
  };
  std::vector<std::string> after_epoch;
  for (int epochs = 1; epochs < stop_in; ++epochs) {
    course.recipe.network.epochs = epochs;
    after_epoch.push_back(weights_of(train(nullptr)));
  }
  course.recipe.network.epochs = 9;
  const TrainedNetwork stopped = train(&stopper);
  const bool same = stopped.interrupted && static_cast<int>(stopped.history.size()) == stop_in - 1 &&
                    weights_of(stopped) == after_epoch.at(static_cast<std::size_t>(stopped.kept_epoch) - 1);
  std::exit(stopped.kept_epoch + (same ? 0 : 100));
}

TEST(TrainingCheckpoint, AskedToStopATrainingGivesTheWeightsOfTheLastWholeEpoch) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Course course;
  course.recipe.network.batch = 8;
  course.recipe.network.patience = 0;
  course.partition.validation.clear();
  EXPECT_EXIT(exit_with_kept_epoch(course, 4), ::testing::ExitedWithCode(3), "");
}

Checkpoint some_checkpoint() {
  Course course;
  course.recipe.network.epochs = 1;
  Notebook notebook(1);
  course.bytes(1, &notebook);
  TestedTrack voted{.track = 5, .verdict = {}};
  voted.verdict.probabilities = Vector::Constant(3, 1.0F / 3);
  voted.verdict.scores = Matrix::Constant(2, 3, -0.1F);
  TestedTrack whole{.track = 2, .verdict = {}};
  whole.verdict.probabilities = Vector::LinSpaced(3, 0.1F, 0.7F);
  return {.program = "mrec 1",
          .command = "mrec train a",
          .data = "0123",
          .start = "4567",
          .tested = {{0, {voted, whole}}, {1, {}}},
          .trainings = {{2, {*notebook.recall()}}}};
}

TEST(TrainingCheckpoint, KeepsWhatWasSaidOfTestedTracksBitByBit) {
  const testing::TempFolder folder;
  const Checkpoint written = some_checkpoint();
  written.save(folder / "kept");
  const Checkpoint read = Checkpoint::load(folder / "kept");
  EXPECT_EQ(read.program, "mrec 1");
  EXPECT_EQ(read.command, "mrec train a");
  EXPECT_EQ(read.data, "0123");
  EXPECT_EQ(read.start, "4567");
  ASSERT_EQ(read.tested.size(), 2U);
  EXPECT_TRUE(read.tested.at(1).empty());
  const auto& tracks = written.tested.at(0);
  ASSERT_EQ(read.tested.at(0).size(), tracks.size());
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const TestedTrack& track = read.tested.at(0)[i];
    EXPECT_EQ(track.track, tracks[i].track);
    EXPECT_TRUE(track.verdict.probabilities == tracks[i].verdict.probabilities);
    ASSERT_EQ(track.verdict.scores.rows(), tracks[i].verdict.scores.rows());
    EXPECT_TRUE(track.verdict.scores == tracks[i].verdict.scores);
  }
}

TEST(TrainingCheckpoint, DamageAtAnyPlaceIsFound) {
  const testing::TempFolder folder;
  some_checkpoint().save(folder / "kept");
  const std::string bytes = testing::read_bytes(folder / "kept");
  for (std::size_t place = 0; place < bytes.size(); place += 1 + bytes.size() / 300) {
    std::string damaged = bytes;
    damaged[place] ^= 1;
    if (damaged[place] == '!') continue;  // a blank between the parts of a header
    testing::write_bytes(folder / "damaged", damaged);
    EXPECT_THROW(Checkpoint::load(folder / "damaged"), Error) << "byte " << place;
    testing::write_bytes(folder / "damaged", bytes.substr(0, place));
    EXPECT_THROW(Checkpoint::load(folder / "damaged"), Error) << "cut at " << place;
  }
}

TEST(TrainingCheckpoint, AStateOfAnotherNetworkIsRefused) {
  Course course;
  course.recipe.network.epochs = 2;
  Notebook notebook(1);
  course.bytes(1, &notebook);
  Course wider;
  wider.dataset = toy_dataset({.genres = 4, .tracks = 6});
  wider.partition = make_partitions(wider.dataset, {.test = 0.25})[0];
  EXPECT_THROW(wider.bytes(1, &notebook), Error);
}

TEST(TrainingCheckpoint, TheFingerprintSeesAllThatTrainingsSee) {
  const Course course;
  const auto print = [&](const Dataset& dataset, const Partition& partition) {
    return data_fingerprint(dataset, std::span(&partition, 1));
  };
  const std::string same = print(course.dataset, course.partition);
  EXPECT_EQ(print(Course().dataset, course.partition), same);
  EXPECT_NE(print(toy_dataset({.genres = 3, .tracks = 6, .chunks = 5}), course.partition), same);
  Dataset other = toy_dataset({.genres = 3, .tracks = 6, .chunks = 4});
  std::swap(other.tracks[0].genres, other.tracks[17].genres);
  EXPECT_NE(print(other, course.partition), same);
  other = toy_dataset({.genres = 3, .tracks = 6, .chunks = 4});
  std::swap(other.tracks[0].row, other.tracks[1].row);
  EXPECT_NE(print(other, course.partition), same);
  Partition partition = course.partition;
  std::swap(partition.train, partition.test);
  EXPECT_NE(print(course.dataset, partition), same);
}

}  // namespace
}  // namespace mrec::genre
