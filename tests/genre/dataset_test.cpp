#include "mrec/genre/dataset.h"

#include <gtest/gtest.h>

#include <span>
#include <utility>

#include "mrec/features/course_format.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/track_statistics.h"
#include "support/expect_close.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::genre {
namespace {

using features::FeatureHeader;
using features::TrackFeatures;
using testing::expect_close;
using testing::throws_error;

/// Chunks of 3 frames x 4 coefficients.
FeatureHeader small_header() {
  return {.root = "/music",
          .options = {.rate_hz = 1000, .n_fft = 64, .hop = 40, .n_mels = 8, .n_mfcc = 4, .chunk_s = 0.1}};
}

/// A track whose chunks hold `first`, `first` + 1 ... in every place.
TrackFeatures track(const std::string& path, const std::string& label, float first = 0,
                    std::size_t chunks = 2) {
  TrackFeatures track;
  track.path = path;
  track.label = label;
  track.tags.artist = "artist of " + path;
  for (std::size_t i = 0; i < chunks; ++i) {
    track.chunks.push_back(Matrix::Constant(3, 4, first + static_cast<float>(i)));
  }
  return track;
}

TrackFeatures failed(const std::string& path) {
  TrackFeatures track;
  track.path = path;
  track.error = "is no sound";
  return track;
}

/// Four tracks, enough to train with.
std::vector<TrackFeatures> four_tracks() {
  return {track("1r", "rock", 10), track("2b", "blues", 20, 3), track("3r", "rock", 30, 1),
          track("4b", "blues", 40)};
}

/// The samples of a track, one after another.
std::vector<float> numbers_of(const Dataset& dataset, std::size_t track,
                              TrackInput input = TrackInput::kChunks) {
  const nn::Tensor samples = dataset.samples(track, input);
  return {samples.values().begin(), samples.values().end()};
}

std::size_t chunks_of(const Dataset& dataset, std::size_t track) {
  return dataset.samples(track, TrackInput::kChunks).samples();
}

const std::vector<std::string> kGenres = {"blues", "rock"};

class DatasetTest : public ::testing::Test {
 protected:
  std::filesystem::path features(const std::string& name, const std::vector<TrackFeatures>& tracks,
                                 const FeatureHeader& header = small_header()) const {
    std::string bytes = features::to_line(header);
    for (const TrackFeatures& each : tracks) bytes += features::to_line(each, header);
    testing::write_bytes(folder_ / name, bytes);
    return folder_ / name;
  }
  std::filesystem::path course(const std::string& name, const std::vector<TrackFeatures>& tracks) const {
    std::string bytes;
    features::CourseWriter writer([&](std::string_view part) { bytes += part; }, kGenres);
    for (const TrackFeatures& each : tracks) writer.write(each);
    writer.finish();
    testing::write_bytes(folder_ / name, bytes);
    return folder_ / name;
  }
  static Dataset load(const std::vector<std::filesystem::path>& files,
                      TrackInput input = TrackInput::kChunks) {
    return load_dataset(files, std::span(&input, 1));
  }

  static ::testing::AssertionResult refused(ErrorKind kind, const std::string& part,
                                            const std::vector<std::filesystem::path>& files,
                                            TrackInput input = TrackInput::kChunks) {
    return throws_error(kind, part, [&] { load(files, input); });
  }

  const testing::TempFolder folder_;
};

TEST_F(DatasetTest, KeepsTracksAndTheirChunks) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  EXPECT_TRUE(dataset.knows_tracks);
  EXPECT_EQ(dataset.options, small_header().options);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  EXPECT_EQ(dataset.tracks[1].path, "2b");
  EXPECT_EQ(dataset.tracks[1].artist, "artist of 2b");
  EXPECT_EQ(dataset.table(TrackInput::kChunks).shape(),
            (nn::SampleShape{.height = 3, .width = 4, .channels = 1}));
  const std::vector<float> values[] = {{10, 11}, {20, 21, 22}, {30}, {40, 41}};
  for (std::size_t track = 0; track < 4; ++track) {
    std::vector<float> expected;
    for (const float value : values[track]) expected.insert(expected.end(), 12, value);
    EXPECT_TRUE(expect_close(numbers_of(dataset, track), expected, {})) << track;
  }
}

TEST_F(DatasetTest, ChunksAreFramesByCoefficients) {
  auto tracks = four_tracks();
  for (Eigen::Index frame = 0; frame < 3; ++frame) {
    for (Eigen::Index k = 0; k < 4; ++k) tracks[0].chunks[0](frame, k) = static_cast<float>(10 * frame + k);
  }
  const Dataset dataset = load({features("a.jsonl", tracks)});
  std::vector<float> first = numbers_of(dataset, 0);
  first.resize(12);
  EXPECT_TRUE(expect_close(first, std::vector<float>{0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23}, {}));
}

TEST_F(DatasetTest, GenresAreNumberedInTheOrderOfTheirNames) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[0].genre(), 1U);
  EXPECT_EQ(dataset.tracks[1].genre(), 0U);
  EXPECT_EQ(dataset.tracks[2].genre(), 1U);
}

TEST_F(DatasetTest, FailedTracksHaveNoGenre) {
  const auto tracks = four_tracks();
  EXPECT_EQ(load({features("a.jsonl", tracks)}).genres.size(), 2U);
  auto failed_jazz = tracks;
  failed_jazz.push_back(failed("j1"));
  EXPECT_EQ(load({features("b.jsonl", failed_jazz)}).genres.size(), 2U);
}

TEST_F(DatasetTest, TheOrderOfAFileDoesNotMatter) {
  const std::vector<TrackFeatures> tracks = four_tracks();
  const std::vector<TrackFeatures> mixed = {tracks[2], tracks[1], tracks[3], tracks[0]};
  const Dataset expected = load({features("a.jsonl", tracks)});
  const Dataset actual = load({features("b.jsonl", mixed)});
  ASSERT_EQ(actual.tracks.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(actual.tracks[i].path, expected.tracks[i].path);
    EXPECT_EQ(actual.tracks[i].genre(), expected.tracks[i].genre());
    EXPECT_TRUE(expect_close(numbers_of(actual, i), numbers_of(expected, i), {})) << i;
  }
}

TEST_F(DatasetTest, JoinsFiles) {
  FeatureHeader others = small_header();
  others.root = "/other/music";
  const Dataset dataset = load(
      {features("a.jsonl", four_tracks()),
       features("b.jsonl", {track("1a", "ambient", 50), track("2b", "blues", 60), track("3a", "ambient", 70)},
                others)});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"ambient", "blues", "rock"}));
  ASSERT_EQ(dataset.tracks.size(), 7U);
  EXPECT_EQ(dataset.tracks[0].genre(), 2U);
  EXPECT_EQ(dataset.tracks[4].genre(), 0U);
  EXPECT_EQ(dataset.tracks[5].genre(), 1U);
  EXPECT_EQ(numbers_of(dataset, 5)[0], 60);
  EXPECT_EQ(numbers_of(dataset, 6)[0], 70);
}

TEST_F(DatasetTest, AGenreMayBeCompletedByAnotherFile) {
  const Dataset dataset = load({features("a.jsonl", {track("r1", "rock"), track("b1", "blues")}),
                                features("b.jsonl", {track("r2", "rock"), track("b2", "blues")})});
  EXPECT_EQ(dataset.tracks.size(), 4U);
}

TEST_F(DatasetTest, UnlabelledAndFailedLinesAreCounted) {
  auto tracks = four_tracks();
  tracks.insert(tracks.begin(), failed("x"));
  tracks.insert(tracks.begin() + 2, track("u", "", 99));
  tracks.push_back(failed("y"));
  const Dataset dataset =
      load({features("a.jsonl", tracks), features("b.jsonl", {failed("z"), track("v", "")})});
  EXPECT_EQ(dataset.left_out.failed, 3U);
  EXPECT_EQ(dataset.left_out.unlabelled, 2U);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  EXPECT_EQ(chunks_of(dataset, 1), 3U);
  EXPECT_EQ(numbers_of(dataset, 1)[0], 20);
}

TEST_F(DatasetTest, OptionsThatDiffer) {
  FeatureHeader others = small_header();
  others.options.top_db = 60;
  const auto other = features("other.jsonl", four_tracks(), others);
  EXPECT_TRUE(refused(ErrorKind::kData, other.string() + ": was made with other",
                      {features("a.jsonl", four_tracks()), other}));
  others.options = small_header().options;
  others.options.n_mfcc = 5;
  std::vector<TrackFeatures> wide = {track("w1", "rock")};
  for (Matrix& chunk : wide[0].chunks) chunk = Matrix::Zero(3, 5);
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other",
                      {folder_ / "a.jsonl", features("wide.jsonl", wide, others)}));
}

TEST_F(DatasetTest, OptionsThatDifferFromThoseOfAFileWithoutLabels) {
  FeatureHeader others = small_header();
  others.options.top_db = 60;
  const auto unlabelled = features("unlabelled.jsonl", {track("u", ""), failed("x")}, others);
  const auto whole = features("a.jsonl", four_tracks());
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {unlabelled, whole}));
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {whole, unlabelled}));
}

TEST_F(DatasetTest, TooLittleToLearnFrom) {
  EXPECT_TRUE(refused(ErrorKind::kData, "no labelled track", {features("a.jsonl", {})}));
  EXPECT_TRUE(
      refused(ErrorKind::kData, "no labelled track", {features("b.jsonl", {track("u", ""), failed("x")})}));
  EXPECT_TRUE(refused(ErrorKind::kData, "one genre only (rock)",
                      {features("c.jsonl", {track("r1", "rock"), track("r2", "rock"), track("u", "")})}));
  auto lonely = four_tracks();
  lonely.push_back(track("j1", "jazz"));
  EXPECT_TRUE(refused(ErrorKind::kData, "genre jazz has 1 track", {features("d.jsonl", lonely)}));
}

TEST_F(DatasetTest, DamagedFilesAreNamedWithTheLine) {
  const auto file = features("a.jsonl", four_tracks());
  const std::string whole = testing::read_bytes(file);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string bytes = whole;
    bytes.replace(bytes.find(from), from.size(), to);
    testing::write_bytes(file, bytes);
  };
  for (const char* bad : {"NaN", "1e999", "null", "[20]"}) {
    with("[20,", std::string("[") + bad + ",");
    EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file})) << bad;
  }
  with("[20,20,20,20]", "[20,20,20]");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file}));
  with("[20,20,20,20],", "");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file}));
  with("\"label\":\"rock\"", "\"label\":7");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 2", {file}));
  testing::write_bytes(file, "");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string(), {file}));
  EXPECT_TRUE(refused(ErrorKind::kIo, (folder_ / "none").string(), {folder_ / "none"}));
}

TEST_F(DatasetTest, TornFilesAreReadAsFarAsTheyGo) {
  auto tracks = four_tracks();
  tracks.push_back(track("last", "rock"));
  const auto file = features("a.jsonl", tracks);
  const std::string whole = testing::read_bytes(file);
  EXPECT_TRUE(load({file}).warnings.empty());
  testing::write_bytes(file, whole.substr(0, whole.size() - 1));
  const Dataset dataset = load({file});
  EXPECT_EQ(dataset.tracks.size(), 4U);
  ASSERT_EQ(dataset.warnings.size(), 1U);
  EXPECT_EQ(dataset.warnings[0],
            file.string() +
                ": breaks off in the middle of a track: 4 tracks read: run the extraction "
                "again to complete it");
}

TEST_F(DatasetTest, CourseFileIsCutIntoBlocksOfTen) {
  const Dataset dataset =
      load({course("course.json", {track("b", "blues", 0, 25), track("r", "rock", 100, 20)})});
  EXPECT_FALSE(dataset.knows_tracks);
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  const std::size_t blocks[] = {10, 10, 5, 10, 10};
  ASSERT_EQ(dataset.tracks.size(), std::size(blocks));
  for (std::size_t i = 0; i < std::size(blocks); ++i) {
    EXPECT_EQ(chunks_of(dataset, i), blocks[i]) << i;
    EXPECT_EQ(dataset.tracks[i].genre(), i < 3 ? 0U : 1U) << i;
    EXPECT_TRUE(dataset.tracks[i].path.empty());
  }
  EXPECT_EQ(numbers_of(dataset, 3)[12], 101);
}

TEST_F(DatasetTest, CourseBlocksBreakWhereTheLabelChanges) {
  const Dataset dataset =
      load({course("course.json", {track("b1", "blues", 0, 4), track("r1", "rock", 0, 3),
                                   track("b2", "blues", 0, 12), track("r2", "rock", 0, 1)})});
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) sizes.push_back(chunks_of(dataset, i));
  EXPECT_EQ(sizes, (std::vector<std::size_t>{4, 3, 10, 2, 1}));
}

/// A course file of two genres x two blocks of chunks of this size.
std::string course_text(int frames, int coefficients) {
  std::string frame = "[0.5";
  for (int i = 1; i < coefficients; ++i) frame += ",0.5";
  std::string chunk = frame + "]";
  for (int i = 1; i < frames; ++i) chunk += "," + frame + "]";
  return R"({"mapping":["rock","blues"],"labels":[0,1,0,1],"mfcc":[[)" + chunk + "],[" + chunk + "],[" +
         chunk + "],[" + chunk + "]]}";
}

TEST_F(DatasetTest, CourseGenresAreThoseOfItsChunksSorted) {
  std::string text = course_text(3, 4);
  text.replace(text.find("\"blues\""), 7, "\"blues\", \"no chunk\"");
  testing::write_bytes(folder_ / "course.json", text);
  const Dataset dataset = load({folder_ / "course.json"});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[0].genre(), 1U);
}

TEST_F(DatasetTest, CourseOptionsMakeChunksOfItsSize) {
  const std::pair<int, int> sizes[] = {{130, 13}, {3, 4},    {4, 1},    {40, 128},
                                       {300, 13}, {1000, 2}, {10, 200}, {44, 1024}};
  for (const auto& [frames, coefficients] : sizes) {
    testing::write_bytes(folder_ / "course.json", course_text(frames, coefficients));
    const Dataset dataset = load({folder_ / "course.json"});
    EXPECT_EQ(dataset.options.frames(), frames);
    EXPECT_EQ(dataset.options.coefficients(), coefficients);
    EXPECT_NO_THROW(dataset.options.validate()) << frames << " x " << coefficients;
  }
  testing::write_bytes(folder_ / "course.json", course_text(130, 13));
  EXPECT_EQ(load({folder_ / "course.json"}).options, features::FeatureOptions{});
}

TEST_F(DatasetTest, CourseChunksThatNoOptionsMake) {
  const auto file = folder_ / "course.json";
  for (const auto& [frames, coefficients] : {std::pair(1, 13), std::pair(2, 13), std::pair(5, 1025)}) {
    testing::write_bytes(file, course_text(frames, coefficients));
    EXPECT_TRUE(
        refused(ErrorKind::kData, file.string() + ": has chunks of " + std::to_string(frames), {file}));
  }
}

TEST_F(DatasetTest, CourseFileCannotBeJoined) {
  testing::write_bytes(folder_ / "course.json", course_text(3, 4));
  const auto file = features("a.jsonl", four_tracks());
  EXPECT_TRUE(refused(ErrorKind::kUsage, "cannot be joined", {folder_ / "course.json", file}));
  EXPECT_TRUE(refused(ErrorKind::kUsage, "cannot be joined", {file, folder_ / "course.json"}));
  EXPECT_TRUE(
      refused(ErrorKind::kUsage, "cannot be joined", {folder_ / "course.json", folder_ / "course.json"}));
}

TEST_F(DatasetTest, DamagedCourseFiles) {
  const auto file = folder_ / "course.json";
  const std::string whole = course_text(3, 4);
  testing::write_bytes(file, whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string(), {file}));
  for (const char* bad : {"NaN", "1e999", "[0.5]", "null"}) {
    std::string bytes = whole;
    bytes.replace(bytes.rfind("0.5"), 3, bad);
    testing::write_bytes(file, bytes);
    EXPECT_TRUE(refused(ErrorKind::kFormat, file.string(), {file})) << bad;
  }
  testing::write_bytes(file, R"({"mapping":["a","b"],"labels":[],"mfcc":[]})");
  EXPECT_TRUE(refused(ErrorKind::kData, "no labelled track", {file}));
}

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

TEST_F(DatasetTest, EmbeddingsAreOneVectorATrack) {
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

TEST_F(DatasetTest, StatisticsAreOneVectorATrack) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())}, TrackInput::kStatistics);
  const Vector expected = features::TrackStatistics(small_header().options).of(four_tracks()[0].chunks);
  const auto size = static_cast<int>(expected.size());
  EXPECT_EQ(dataset.table(TrackInput::kStatistics).shape(), (nn::SampleShape{.height = 1, .width = size}));
  EXPECT_EQ(numbers_of(dataset, 0, TrackInput::kStatistics),
            std::vector<float>(expected.begin(), expected.end()));
}

TEST_F(DatasetTest, SeveralInputsAreOfTheSameTracks) {
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

TEST_F(DatasetTest, LabelsMayNameSeveralGenres) {
  EXPECT_FALSE(load({features("a.jsonl", four_tracks())}).multi_label);
  auto tracks = four_tracks();
  tracks.push_back(track("5", "rock; blues;rock;"));
  const Dataset dataset = load({features("b.jsonl", tracks)});
  EXPECT_TRUE(dataset.multi_label);
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[4].genres, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(dataset.tracks[0].genres, (std::vector<std::size_t>{1}));
}

TEST_F(DatasetTest, EveryChunkMayCountAsATrack) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  const Dataset chunks = chunkwise(dataset);
  ASSERT_EQ(chunks.tracks.size(), 8U);
  const float values[] = {10, 11, 20, 21, 22, 30, 40, 41};
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(numbers_of(chunks, i), std::vector<float>(12, values[i])) << i;
  }
  EXPECT_EQ(chunks.tracks[2].recording, chunks.tracks[3].recording);
  EXPECT_NE(chunks.tracks[1].recording, chunks.tracks[2].recording);
  EXPECT_EQ(chunks.tracks[3].path, "2b");
  EXPECT_EQ(chunks.tracks[3].genre(), 0U);
}

TEST_F(DatasetTest, TracksWithoutAnEmbeddingAreCounted) {
  auto tracks = embedded(four_tracks());
  tracks.push_back(track("5r", "rock"));
  tracks.push_back(track("6", ""));
  const Dataset dataset = load({features("a.jsonl", tracks, embedded_header())}, TrackInput::kEmbedding);
  EXPECT_EQ(dataset.left_out.without_input, 1U);
  EXPECT_EQ(dataset.left_out.unlabelled, 1U);
  EXPECT_EQ(dataset.tracks.size(), 4U);
}

TEST_F(DatasetTest, FilesWithoutEmbeddings) {
  const auto none = [&](const std::filesystem::path& file) {
    return refused(ErrorKind::kData, file.string() + ": has no embeddings: run mrec extract", {file},
                   TrackInput::kEmbedding);
  };
  EXPECT_TRUE(none(features("header.jsonl", four_tracks())));
  EXPECT_TRUE(none(features("tracks.jsonl", four_tracks(), embedded_header())));
  EXPECT_TRUE(refused(ErrorKind::kData, "no labelled track", {features("empty.jsonl", {}, embedded_header())},
                      TrackInput::kEmbedding));
}

TEST_F(DatasetTest, EmbeddingsOfOtherWeights) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header('f');
  elsewhere.root = "/other";
  const auto b = features("b.jsonl", embedded(four_tracks()), elsewhere);
  EXPECT_TRUE(refused(ErrorKind::kData, b.string() + ": has embeddings by another network or other weights",
                      {a, b}, TrackInput::kEmbedding));
}

TEST_F(DatasetTest, EmbeddingsAreJoinedWhateverTheChunksAre) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header();
  elsewhere.root = "/other";
  elsewhere.options.top_db = 60;
  elsewhere.embedding->patches = 5;
  const auto b = features("b.jsonl", embedded(four_tracks()), elsewhere);
  EXPECT_EQ(load({a, b}, TrackInput::kEmbedding).tracks.size(), 8U);
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {a, b}, TrackInput::kStatistics));
}

TEST_F(DatasetTest, EmbeddingsOfAnotherLength) {
  const auto a = features("a.jsonl", embedded(four_tracks()), embedded_header());
  FeatureHeader elsewhere = embedded_header();
  elsewhere.root = "/other";
  auto longer = embedded(four_tracks());
  for (TrackFeatures& each : longer) each.embedding.push_back(1);
  const auto b = features("b.jsonl", longer, elsewhere);
  EXPECT_TRUE(
      refused(ErrorKind::kData, "1r: has a vector of another length", {a, b}, TrackInput::kEmbedding));
}

TEST_F(DatasetTest, CourseFilesAreForChunksOnly) {
  testing::write_bytes(folder_ / "course.json", course_text(3, 4));
  for (const TrackInput input : {TrackInput::kEmbedding, TrackInput::kStatistics, TrackInput::kClip}) {
    EXPECT_TRUE(refused(ErrorKind::kUsage, std::string("--input ") + name_of(input),
                        {folder_ / "course.json"}, input));
  }
}

}  // namespace
}  // namespace mrec::genre
