#include "mrec/genre/continuation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "mrec/genre/checkpoint.h"
#include "mrec/genre/learnt_from.h"
#include "mrec/genre/network_trainer.h"
#include "mrec/genre/split.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::learn_all;
using testing::throws_error;
using testing::toy_dataset;

constexpr MemberDesign kCourse = {.architecture = Architecture::kCourse, .input = TrackInput::kChunks};

Member trained(const Dataset& dataset, const TrainOptions& options) {
  return train_network(dataset, learn_all(dataset), kCourse, options, Workers(2), {}).member;
}

/// A classifier of "b" and "d" that has learnt from tracks of the marks 00000000 and 00000001, by "Ann".
Classifier some_classifier(bool multi_label = false) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 2});
  ClassifierDesign design{.features = dataset.options, .genres = {"d", "b"}, .multi_label = multi_label};
  std::vector<Member> members;
  members.push_back(trained(dataset, {.epochs = 1, .batch = 8}));
  Classifier classifier(std::move(design), std::move(members));
  classifier.provenance()["learnt_from"] = "0000000000000001";
  classifier.provenance()["learnt_from_artists"] = artist_mark("Ann");
  return classifier;
}

/// Genre by number of a track each.
Dataset dataset_of(const std::vector<std::string>& genres,
                   const std::vector<std::vector<std::size_t>>& tracks) {
  Dataset dataset;
  dataset.genres = genres;
  for (const auto& each : tracks) {
    const std::size_t row = dataset.tracks.size();
    dataset.tracks.push_back(
        {.path = {}, .artist = {}, .title = {}, .genres = each, .row = row, .recording = row});
    dataset.multi_label = dataset.multi_label || each.size() > 1;
  }
  return dataset;
}

TEST(Continuation, TheModelsGenresComeFirstThenNewOnesSorted) {
  Dataset dataset = dataset_of({"a", "b", "c"}, {{0}, {1}, {2}});
  go_on_from(some_classifier(), dataset);
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"d", "b", "a", "c"}));
  EXPECT_EQ(dataset.tracks[0].genre(), 2U);
  EXPECT_EQ(dataset.tracks[1].genre(), 1U);
  EXPECT_EQ(dataset.tracks[2].genre(), 3U);
  EXPECT_EQ(genres_without_tracks(some_classifier(), dataset), std::vector<std::string>{"d"});
}

TEST(Continuation, SeveralGenresATrackStayRising) {
  Dataset dataset = dataset_of({"a", "b"}, {{0, 1}, {0}});
  go_on_from(some_classifier(true), dataset);
  EXPECT_EQ(dataset.tracks[0].genres, (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(dataset.tracks[1].genres, (std::vector<std::size_t>{2}));
  Dataset single = dataset_of({"a", "b"}, {{0}, {1}});
  go_on_from(some_classifier(true), single);
  EXPECT_TRUE(single.multi_label);
  EXPECT_TRUE(throws_error(ErrorKind::kData, "the model knows one a track", [] {
    Dataset several = dataset_of({"a", "b"}, {{0, 1}, {0}});
    go_on_from(some_classifier(), several);
  }));
}

TEST(Continuation, WhatWasLearntFromIsMarkedAndItsCopiesToo) {
  Dataset dataset = dataset_of({"b", "d"}, {{0}, {1}, {0}, {1}, {0}});
  dataset.tracks[0].mark = "00000001";
  dataset.tracks[1].mark = "00000002";
  dataset.tracks[1].recording = 0;
  dataset.tracks[2].artist = "Ann";
  dataset.tracks[3].artist = "Bob";
  go_on_from(some_classifier(), dataset);
  EXPECT_EQ(dataset.tracks[0].past, Past::kLearnt);
  EXPECT_EQ(dataset.tracks[1].past, Past::kLearnt);
  EXPECT_EQ(dataset.tracks[2].past, Past::kArtistLearnt);
  EXPECT_EQ(dataset.tracks[3].past, Past::kNone);
  EXPECT_EQ(dataset.tracks[4].past, Past::kNone);
}

TEST(Continuation, OnlyASingleNetworkGoesOn) {
  EXPECT_EQ(objection_to_going_on(some_classifier()), "");
  const Classifier one = some_classifier();
  std::vector<Member> members;
  for (int i = 0; i < 2; ++i) {
    members.push_back(trained(toy_dataset({.genres = 2, .tracks = 2}), {.epochs = 1, .batch = 8}));
  }
  EXPECT_NE(objection_to_going_on(Classifier(one.design(), std::move(members))).find("several members"),
            std::string::npos);
}

/// With numbers in every array, also those that begin as 0 or 1.
nn::Network drawn(Architecture architecture, std::size_t genres, std::uint64_t seed) {
  nn::Network network = build_network(architecture, {.height = 64, .width = 32}, genres, {}, Rng(seed));
  Rng rng(seed);
  for (nn::Parameter* array : network.parameters()) {
    for (float& value : array->values) value += 0.1F * rng.uniform();
  }
  return network;
}

const NamedTensor& tensor_of(const std::vector<NamedTensor>& state, const std::string& name) {
  return *std::ranges::find(state, name, &NamedTensor::name);
}

TEST(WidenedNetwork, SaysTheSameOfTheGenresItKnew) {
  nn::Tensor batch(3, {.height = 64, .width = 32});
  Rng rng(5);
  for (float& value : batch.values()) value = rng.uniform() - 0.5F;
  for (const Architecture architecture :
       {Architecture::kCnn3, Architecture::kCourse, Architecture::kMlp, Architecture::kRnn}) {
    const nn::Network learnt = drawn(architecture, 3, 1);
    const nn::Tensor before = learnt.infer(batch, {kLogitsLayer}, Workers(1))[0];
    for (const std::size_t genres : {3U, 4U, 8U, 17U, 33U}) {
      nn::Network wider = drawn(architecture, genres, 2);
      wider.load_state(widened_state(learnt, wider));
      const nn::Tensor after = wider.infer(batch, {kLogitsLayer}, Workers(1))[0];
      for (std::size_t i = 0; i < batch.samples(); ++i) {
        const auto now = after.sample(i).first(3);
        EXPECT_TRUE(std::ranges::equal(now, before.sample(i)))
            << name_of(architecture) << ", " << genres << " genres";
      }
    }
  }
}

TEST(WidenedNetwork, NewGenresAreDrawnAfreshAndEachForItself) {
  const nn::Network learnt = drawn(Architecture::kCourse, 3, 1);
  const nn::Network fresh = drawn(Architecture::kCourse, 5, 2);
  const auto state = widened_state(learnt, fresh);
  const NamedTensor& kernel = tensor_of(state, "dense2.kernel");
  const std::vector<NamedTensor> states[] = {learnt.state(), fresh.state()};
  bool columns_differ = false;
  for (std::size_t row = 0; row < 64; ++row) {
    for (std::size_t genre = 0; genre < 5; ++genre) {
      const auto& own = tensor_of(states[genre < 3 ? 0 : 1], "dense2.kernel").values;
      EXPECT_EQ(kernel.values[row * 5 + genre], own[row * (genre < 3 ? 3 : 5) + genre]);
    }
    columns_differ = columns_differ || kernel.values[row * 5 + 3] != kernel.values[row * 5 + 4];
  }
  EXPECT_TRUE(columns_differ);
}

TEST(Continuation, TrainingBeginsWithWhatWasLearnt) {
  const Dataset two = toy_dataset({.genres = 2, .tracks = 8});
  const Member learnt = trained(two, {.epochs = 30, .batch = 8, .learning_rate = 3e-3});
  TrainOptions options = continued_train_options(learnt);
  options.epochs = 1;
  options.batch = 32;  // one step
  options.learning_rate = 1e-7;
  options.network.dropout = 0;
  Partition one_genre;
  for (std::size_t i = 8; i < 16; ++i) one_genre.train.push_back(i);
  const TrainedNetwork same = train_network(two, one_genre, kCourse, options, Workers(2), {});
  EXPECT_EQ(same.member.standardisation().mean, learnt.standardisation().mean);
  const auto before = learnt.network()->state();
  const auto after = same.member.network()->state();
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (std::size_t k = 0; k < before[i].values.size(); ++k) {
      // The running statistics move by a hundredth of the way to those of other music.
      const float value = before[i].values[k];
      EXPECT_NEAR(after[i].values[k], value, 0.03F * std::abs(value) + 0.01F) << before[i].name;
    }
  }
}

TEST(Continuation, StepsAreHalfThoseOfTheFirstTraining) {
  const Dataset two = toy_dataset({.genres = 2, .tracks = 4});
  const Member learnt = trained(two, {.epochs = 1, .learning_rate = 1e-4});
  TrainOptions options = continued_train_options(learnt);
  EXPECT_DOUBLE_EQ(options.learning_rate, 5e-5);
  options.epochs = 1;
  const TrainedNetwork again = train_network(two, learn_all(two), kCourse, options, Workers(2), {});
  EXPECT_DOUBLE_EQ(continued_train_options(again.member).learning_rate,
                   5e-5);  // it does not shrink each time
  MemberDesign older = learnt.design();
  older.learning_rate.reset();
  const Member silent = load_member(older, learnt.state(), 2, false);
  EXPECT_DOUBLE_EQ(continued_train_options(silent).learning_rate,
                   default_train_options(Architecture::kCourse).learning_rate / 2);
}

/// A network of two genres goes on with three.
struct Wider {
  Dataset dataset = toy_dataset({.genres = 3, .tracks = 6, .chunks = 4});
  Member learnt = trained(toy_dataset({.genres = 2, .tracks = 4, .chunks = 4}), {.epochs = 2, .batch = 8});

  std::vector<NamedTensor> state(int threads, TrainingJournal* journal = nullptr) const {
    TrainOptions options = continued_train_options(learnt);
    options.epochs = 3;
    options.batch = 8;
    return train_network(dataset, learn_all(dataset), kCourse, options, Workers(threads), {}, journal)
        .member.state();
  }
};

bool same_numbers(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
  return std::ranges::equal(a, b,
                            [](const NamedTensor& x, const NamedTensor& y) { return x.values == y.values; });
}

/// Keeps the state after the first epoch and gives it to the next training.
class OneEpoch : public TrainingJournal {
 public:
  std::optional<TrainingState> recall() override { return state_; }
  void keep(const TrainingState& state) override {
    if (state.history.size() == 1) state_ = state;
  }

 private:
  std::optional<TrainingState> state_;
};

TEST(Continuation, GivesTheSameNumbersAtAnyNumberOfThreadsAndInTwoGoes) {
  const Wider wider;
  const auto state = wider.state(1);
  EXPECT_TRUE(same_numbers(wider.state(3), state));
  OneEpoch journal;
  wider.state(1, &journal);
  ASSERT_TRUE(journal.recall());
  EXPECT_TRUE(same_numbers(wider.state(2, &journal), state));
}

TEST(Continuation, WhatWasLearntFromIsNeverTested) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 12});
  for (std::size_t i = 0; i < dataset.tracks.size(); i += 3) dataset.tracks[i].past = Past::kLearnt;
  for (const SplitUnit unit : {SplitUnit::kTrack, SplitUnit::kArtist}) {
    for (const int folds : {0, 3}) {
      std::set<std::size_t> tested;
      for (const Partition& partition : make_partitions(dataset, {.unit = unit, .folds = folds})) {
        EXPECT_EQ(partition.train.size() + partition.validation.size() + partition.test.size(), 24U);
        EXPECT_FALSE(partition.test.empty());
        tested.insert(partition.test.begin(), partition.test.end());
        for (const auto* part : {&partition.validation, &partition.test}) {
          for (const std::size_t track : *part) {
            // Artists have two tracks each, 0 and 1, 2 and 3: of three one is untouched.
            EXPECT_NE(track % 3, 0U);
            if (unit == SplitUnit::kArtist) {
              EXPECT_TRUE(track % 6 == 4 || track % 6 == 5) << track;
            }
          }
        }
      }
      if (folds == 3) {
        EXPECT_EQ(tested.size(), unit == SplitUnit::kTrack ? 16U : 8U);
      }
    }
  }
}

TEST(Continuation, AnArtistsPastCountsWhereArtistsStayTogetherAndElseIsALeak) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  for (LabelledTrack& track : dataset.tracks) track.past = Past::kArtistLearnt;
  EXPECT_FALSE(has_unknown_artists(dataset));
  EXPECT_TRUE(throws_error(ErrorKind::kData, "leaves nothing to test with",
                           [&] { make_partitions(dataset, {.unit = SplitUnit::kArtist}); }));
  const auto partitions = make_partitions(dataset, {});
  const Leakage leakage = leakage_of(dataset, partitions);
  EXPECT_EQ(leakage.same_artist, partitions[0].test.size());
  dataset.tracks[0].past = dataset.tracks[1].past = Past::kNone;
  EXPECT_TRUE(has_unknown_artists(dataset));
}

TEST(Continuation, AFileOfFoldsCannotHaveTestedWhatWasLearntFrom) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 4});
  const testing::TempFolder folder;
  std::string folds;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    folds += dataset.tracks[i].path.string() + "\t" + std::to_string(i % 4) + "\n";
    if (i % 4 == 1 || i == 2) dataset.tracks[i].past = Past::kLearnt;
  }
  testing::write_bytes(folder / "folds.tsv", folds);
  const auto partitions = read_partitions(folder / "folds.tsv", dataset);
  ASSERT_EQ(partitions.size(), 3U);  // nothing of the second is left to test
  EXPECT_EQ(partitions[0].test, (std::vector<std::size_t>{0, 4}));
  EXPECT_EQ(partitions[1].test, (std::vector<std::size_t>{6}));
  EXPECT_EQ(partitions[1].train, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 7}));
}

TEST(Continuation, MarksOfBothAreKept) {
  LearntFrom now(dataset_of({"a"}, {}), {});
  now.add(*LearntFrom::of({{"learnt_from", "0000000100000002"}, {"learnt_from_artists", "0000000a"}}));
  now.add(*LearntFrom::of({{"learnt_from", "0000000200000003"}}));
  std::map<std::string, std::string> provenance;
  now.keep_in(provenance);
  EXPECT_EQ(provenance["learnt_from"], "000000010000000200000003");
  EXPECT_EQ(provenance["learnt_from_artists"], "0000000a");
}

}  // namespace
}  // namespace mrec::genre
