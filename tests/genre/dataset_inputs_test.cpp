#include "genre/dataset_fixture.h"
#include "mrec/features/extractor.h"
#include "mrec/features/track_statistics.h"
#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::genre {
namespace {

using testing::expect_close;

using DatasetInputs = DatasetTest;

FeatureHeader embedded_header(char digit = '0') {
  FeatureHeader header = small_header();
  header.embedding = {.network = "musicnn", .weights = std::string(32, digit), .patches = 10};
  return header;
}

/// Each with an embedding of its place.
std::vector<TrackFeatures> embedded(std::vector<TrackFeatures> tracks) {
  float place = 0;
  for (TrackFeatures& each : tracks) each.embedding = {++place, 0.5F};
  return tracks;
}

TEST_F(DatasetInputs, EmbeddingsAreOneVectorATrack) {
  const auto mixed = embedded(four_tracks());
  const auto file = features("a.jsonl", {mixed[2], mixed[0], mixed[1], mixed[3]}, embedded_header());
  const Dataset dataset = load({file}, TrackInput::kEmbedding);
  EXPECT_EQ(dataset.embedding, embedded_header().embedding);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    const std::vector<float> expected = {static_cast<float>(i + 1), 0.5F};
    EXPECT_TRUE(expect_close(numbers_of(dataset, i, TrackInput::kEmbedding), expected, {})) << i;
    EXPECT_EQ(dataset.tracks[i].genre(), i % 2 == 0 ? 1U : 0U);
  }
}

TEST_F(DatasetInputs, StatisticsAreOneVectorATrack) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())}, TrackInput::kStatistics);
  const Vector expected = features::TrackStatistics(small_header().options).of(four_tracks()[0].chunks);
  const auto size = static_cast<int>(expected.size());
  EXPECT_EQ(dataset.table(TrackInput::kStatistics).shape(), (nn::SampleShape{.height = 1, .width = size}));
  EXPECT_EQ(numbers_of(dataset, 0, TrackInput::kStatistics),
            std::vector<float>(expected.begin(), expected.end()));
}

TEST_F(DatasetInputs, SeveralInputsAreOfTheSameTracks) {
  auto tracks = embedded(four_tracks());
  tracks[2].embedding.clear();
  tracks.push_back(embedded({track("5r", "rock", 50)})[0]);
  const auto file = features("a.jsonl", tracks, embedded_header());
  const TrackInput inputs[] = {TrackInput::kEmbedding, TrackInput::kChunks};
  const Dataset dataset = load_dataset(std::span(&file, 1), inputs);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  EXPECT_EQ(dataset.left_out.without_input, 1U);
  EXPECT_EQ(dataset.tracks[3].path, "5r");
  EXPECT_EQ(numbers_of(dataset, 3)[0], 50);
  EXPECT_EQ(numbers_of(dataset, 3, TrackInput::kEmbedding)[0], 1);
}

TEST_F(DatasetInputs, TracksWithoutAnEmbeddingAreCounted) {
  auto tracks = embedded(four_tracks());
  tracks.push_back(track("5r", "rock"));
  tracks.push_back(track("6", ""));
  const Dataset dataset = load({features("a.jsonl", tracks, embedded_header())}, TrackInput::kEmbedding);
  EXPECT_EQ(dataset.left_out.without_input, 1U);
  EXPECT_EQ(dataset.left_out.unlabelled, 1U);
  EXPECT_EQ(dataset.tracks.size(), 4U);
}

TEST_F(DatasetInputs, FilesWithoutEmbeddings) {
  const auto none = [&](const std::filesystem::path& file) {
    return refused(ErrorKind::kData, file.string() + ": has no embeddings: run mrec extract", {file},
                   TrackInput::kEmbedding);
  };
  EXPECT_TRUE(none(features("header.jsonl", four_tracks())));
  EXPECT_TRUE(none(features("tracks.jsonl", four_tracks(), embedded_header())));
  EXPECT_TRUE(refused(ErrorKind::kData, "no labelled track", {features("empty.jsonl", {}, embedded_header())},
                      TrackInput::kEmbedding));
}

TEST_F(DatasetInputs, EmbeddingsOfOtherWeights) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header('f');
  elsewhere.root = "/other";
  const auto b = features("b.jsonl", embedded(four_tracks()), elsewhere);
  EXPECT_TRUE(refused(ErrorKind::kData, b.string() + ": has embeddings by another network or other weights",
                      {a, b}, TrackInput::kEmbedding));
}

TEST_F(DatasetInputs, EmbeddingsAreJoinedWhateverTheChunksAre) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header();
  elsewhere.root = "/other";
  elsewhere.options.top_db = 60;
  elsewhere.embedding->patches = 5;
  const auto b = features("b.jsonl", embedded(four_tracks()), elsewhere);
  EXPECT_EQ(load({a, b}, TrackInput::kEmbedding).tracks.size(), 8U);
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {a, b}, TrackInput::kStatistics));
}

TEST_F(DatasetInputs, CopiesAreFoundWhateverTheChunksAre) {
  const std::vector<float> sound = testing::noise(4 * 12 * 22050, 0.3);
  const auto file = [&](const std::string& name, const mrec::features::FeatureOptions& options) {
    FeatureHeader header = embedded_header();
    header.root = "/" + name;
    header.options = options;
    auto tracks = embedded(four_tracks());
    const std::size_t length = sound.size() / tracks.size();
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      tracks[i].chunks =
          mrec::features::Extractor(options).chunks(std::span(sound).subspan(i * length, length));
    }
    return DatasetInputs::features(name, tracks, header);
  };
  const auto mfcc = file("mfcc.jsonl", {});
  const auto mel = file("mel.jsonl", mrec::features::feature_preset("logmel"));
  const Dataset dataset = load({mfcc, mel}, TrackInput::kEmbedding);
  ASSERT_EQ(dataset.tracks.size(), 8U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(dataset.tracks[i + 4].recording, dataset.tracks[i].recording) << i;
    EXPECT_EQ(dataset.tracks[i].recording, i);
  }
}

TEST_F(DatasetInputs, EmbeddingsOfAnotherLength) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header();
  elsewhere.root = "/other";
  auto longer = embedded(four_tracks());
  for (TrackFeatures& each : longer) each.embedding.push_back(1);
  const auto b = features("b.jsonl", longer, elsewhere);
  EXPECT_TRUE(
      refused(ErrorKind::kData, "1r: has a vector of another length", {a, b}, TrackInput::kEmbedding));
}

}  // namespace
}  // namespace mrec::genre
