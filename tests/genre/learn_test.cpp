#include "mrec/genre/learn.h"

#include <gtest/gtest.h>

#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "mrec/genre/trial.h"
#include "support/expect_error.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::learn_all;
using testing::toy_dataset;

const std::vector<TrackInput> kVectors = {TrackInput::kEmbedding, TrackInput::kTimbre};

Learnt learn_one(const Recipe& recipe, const Dataset& dataset, const Partition& partition) {
  return learn(std::span(&recipe, 1), dataset, partition, Workers(2), {});
}

TEST(Learn, EveryVectorMethodLearnsWhatItIsGiven) {
  const Dataset dataset = toy_dataset({.genres = 4, .tracks = 6}, kVectors);
  for (const Architecture architecture :
       {Architecture::kLogistic, Architecture::kLda, Architecture::kSvm, Architecture::kKnn}) {
    Recipe recipe = default_recipe(architecture, TrackInput::kTimbre);
    recipe.logistic.l2 = 0.01;
    recipe.knn.neighbours = 1;
    const Learnt learnt = learn_one(recipe, dataset, learn_all(dataset));
    const Trial trial =
        judge(dataset, test_tracks(learnt.classifier, dataset, learn_all(dataset).train, Workers(2)));
    EXPECT_EQ(trial.track_truth, trial.track_verdict) << name_of(architecture);
    EXPECT_TRUE(learnt.notes.history.empty());
    EXPECT_EQ(learnt.notes.fit.has_value(), architecture == Architecture::kLogistic);
  }
}

TEST(Learn, LossOfSoftmaxRegressionIsThatOfItsOwnPredictions) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 5}, kVectors);
  const Recipe recipe{
      .architecture = Architecture::kLogistic, .input = TrackInput::kEmbedding, .logistic = {.l2 = 5}};
  const Learnt learnt = learn_one(recipe, dataset, learn_all(dataset));
  const Trial trial =
      judge(dataset, test_tracks(learnt.classifier, dataset, learn_all(dataset).train, Workers(1)));
  double loss = 0;
  for (Eigen::Index i = 0; i < 15; ++i) loss -= std::log(trial.probabilities(i, i / 5)) / 15;
  ASSERT_TRUE(learnt.notes.fit);
  EXPECT_NEAR(learnt.notes.fit->loss, loss, 1e-5);
}

TEST(Learn, DesignSaysWhatWasLearntFrom) {
  const Dataset dataset = toy_dataset({}, kVectors);
  const Recipe recipes[] = {{.architecture = Architecture::kLda, .input = TrackInput::kTimbre, .weight = 3},
                            {.architecture = Architecture::kKnn, .input = TrackInput::kEmbedding}};
  const Classifier classifier = learn(recipes, dataset, learn_all(dataset), Workers(1), {}).classifier;
  EXPECT_EQ(classifier.design().embedding, dataset.embedding);
  EXPECT_EQ(classifier.design().features, dataset.options);
  ASSERT_EQ(classifier.members().size(), 2U);
  EXPECT_EQ(classifier.members()[0].design().architecture, Architecture::kLda);
  EXPECT_EQ(classifier.members()[0].design().weight, 3);
  EXPECT_EQ(classifier.members()[1].design().shape, (nn::SampleShape{.width = 13}));
  EXPECT_EQ(classifier.inputs(), (std::vector<TrackInput>{TrackInput::kTimbre, TrackInput::kEmbedding}));
}

/// The same data set with the first number of some embeddings changed.
Dataset with_other_embeddings(const std::vector<std::size_t>& changed) {
  const testing::ToyOptions options{.genres = 2, .tracks = 8};
  Dataset dataset = toy_dataset(options, kVectors);
  auto tracks = testing::toy_tracks(options);
  for (const std::size_t track : changed) tracks[track].embedding[0] += 1000;
  dataset.tables[TrackInput::kEmbedding] = make_table(TrackInput::kEmbedding, dataset.options);
  for (const auto& track : tracks) dataset.tables[TrackInput::kEmbedding]->add(track);
  return dataset;
}

TEST(Learn, TestedTracksHaveNoInfluence) {
  const Partition partition = make_partitions(with_other_embeddings({}), {.test = 0.25, .validation = 0})[0];
  const auto learnt_with = [&](const std::vector<std::size_t>& changed) {
    const Recipe recipe{.architecture = Architecture::kLogistic, .input = TrackInput::kEmbedding};
    std::vector<float> numbers;
    const Classifier classifier = learn_one(recipe, with_other_embeddings(changed), partition).classifier;
    for (const NamedTensor& tensor : classifier.members()[0].state()) {
      numbers.insert(numbers.end(), tensor.values.begin(), tensor.values.end());
    }
    return numbers;
  };
  const std::vector<float> expected = learnt_with({});
  EXPECT_EQ(learnt_with(partition.test), expected);
  EXPECT_NE(learnt_with({partition.train[0]}), expected);
}

TEST(Learn, ABlendOfANetworkWithVectorsGivesTheNetworksCurve) {
  const Dataset dataset = toy_dataset({}, {TrackInput::kChunks, TrackInput::kTimbre});
  Recipe network = default_recipe(Architecture::kCourse, TrackInput::kChunks);
  network.network.epochs = 2;
  const Recipe recipes[] = {network, default_recipe(Architecture::kLda, TrackInput::kTimbre)};
  int epochs = 0;
  const Learnt learnt =
      learn(recipes, dataset, learn_all(dataset), Workers(2), [&](const auto&) { ++epochs; });
  EXPECT_EQ(epochs, 2);
  EXPECT_EQ(learnt.notes.history.size(), 2U);
  EXPECT_EQ(learnt.notes.kept_epoch, 2);
  EXPECT_TRUE(learnt.classifier.has_embedding_layer());
}

TEST(Learn, OptionsOutOfRangeAreNamed) {
  const Dataset dataset = toy_dataset({}, kVectors);
  const std::pair<Recipe, const char*> bad[] = {
      {{.architecture = Architecture::kLogistic, .logistic = {.l2 = -1}}, "--l2"},
      {{.architecture = Architecture::kLda, .lda = {.shrinkage = 2}}, "--shrinkage"},
      {{.architecture = Architecture::kSvm, .svm = {.c = 0}}, "--svm-c"},
      {{.architecture = Architecture::kKnn, .knn = {.neighbours = 0}}, "--neighbours"}};
  for (auto [recipe, option] : bad) {
    recipe.input = TrackInput::kEmbedding;
    EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, option,
                                      [&] { learn_one(recipe, dataset, learn_all(dataset)); }));
  }
}

/// Every track is of a genre of its own group and of one that all have in common.
Dataset labelled_twice() {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8}, kVectors);
  dataset.multi_label = true;
  dataset.genres.emplace_back("half");
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    if (dataset.tracks[i].genre() == 0) dataset.tracks[i].genres.push_back(2);
  }
  return dataset;
}

TEST(Learn, VectorMethodsLearnSeveralGenresATrack) {
  const Dataset dataset = labelled_twice();
  const Partition all = learn_all(dataset);
  const Matrix targets = targets_of(dataset, all.train);
  for (const Architecture architecture : {Architecture::kLogistic, Architecture::kSvm, Architecture::kKnn}) {
    Recipe recipe = default_recipe(architecture, TrackInput::kTimbre, true);
    recipe.logistic.l2 = 0.01;
    recipe.knn.neighbours = 1;
    const Learnt learnt = learn_one(recipe, dataset, all);
    EXPECT_TRUE(learnt.classifier.design().multi_label);
    EXPECT_EQ(learnt.notes.fit.has_value(), architecture == Architecture::kLogistic);
    const Trial trial = judge(dataset, test_tracks(learnt.classifier, dataset, all.train, Workers(2)));
    const Matrix given = (trial.probabilities.array() >= 0.5F).cast<float>();
    EXPECT_EQ(given, targets) << name_of(architecture);
  }
}

TEST(Learn, ABlendOfSeveralGenresIsTheMeanOfProbabilities) {
  const Dataset dataset = labelled_twice();
  const Partition all = learn_all(dataset);
  const Recipe recipes[] = {default_recipe(Architecture::kLogistic, TrackInput::kEmbedding, true),
                            default_recipe(Architecture::kKnn, TrackInput::kTimbre, true)};
  const auto said_by = [&](std::span<const Recipe> some) {
    const Classifier classifier = learn(some, dataset, all, Workers(1), {}).classifier;
    return judge(dataset, test_tracks(classifier, dataset, all.train, Workers(1))).probabilities;
  };
  const Matrix mean = (said_by(std::span(recipes).first(1)) + said_by(std::span(recipes).last(1))) / 2;
  EXPECT_LT((said_by(recipes) - mean).cwiseAbs().maxCoeff(), 1e-5F);
}

TEST(Learn, BalanceRaisesTheRareOfSeveralGenres) {
  const Dataset dataset = labelled_twice();
  Partition partition = learn_all(dataset);
  partition.train.resize(10);  // eight of the first genre, two of the second
  for (const Architecture architecture : {Architecture::kLogistic, Architecture::kKnn, Architecture::kSvm}) {
    Recipe recipe = default_recipe(architecture, TrackInput::kTimbre, true);
    recipe.logistic.l2 = 300;
    const auto share_of_rare = [&](bool balance) {
      recipe.network.balance = balance;
      const Classifier classifier = learn_one(recipe, dataset, partition).classifier;
      return judge(dataset, test_tracks(classifier, dataset, partition.train, Workers(1)))
          .probabilities.col(1)
          .mean();
    };
    EXPECT_GT(share_of_rare(true), share_of_rare(false)) << name_of(architecture);
  }
}

TEST(Learn, EmbeddingsWantASmallerPenaltyForSeveralGenres) {
  const auto l2 = [](TrackInput input, bool several) {
    return default_recipe(Architecture::kLogistic, input, several).logistic.l2;
  };
  EXPECT_LT(l2(TrackInput::kEmbedding, true), l2(TrackInput::kEmbedding, false));
  EXPECT_EQ(l2(TrackInput::kTimbre, true), l2(TrackInput::kTimbre, false));
}

TEST(Learn, LdaTellsOneGenreATrack) {
  const Dataset dataset = labelled_twice();
  EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, "--arch lda: learns one genre a track", [&] {
    learn_one(default_recipe(Architecture::kLda, TrackInput::kTimbre), dataset, learn_all(dataset));
  }));
  const Recipe blend[] = {default_recipe(Architecture::kKnn, TrackInput::kTimbre),
                          default_recipe(Architecture::kLda, TrackInput::kTimbre)};
  EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, "lda, a member of the blend: learns one genre",
                                    [&] { learn(blend, dataset, learn_all(dataset), Workers(1), {}); }));
}

}  // namespace
}  // namespace mrec::genre
