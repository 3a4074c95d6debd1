#include <utility>

#include "genre/dataset_fixture.h"
#include "mrec/features/course_format.h"

namespace mrec::genre {
namespace {

class CourseDataset : public DatasetTest {
 protected:
  std::filesystem::path course(const std::string& name, const std::vector<TrackFeatures>& tracks) const {
    std::string bytes;
    features::CourseWriter writer([&](std::string_view part) { bytes += part; }, {"blues", "rock"});
    for (const TrackFeatures& each : tracks) writer.write(each);
    writer.finish();
    testing::write_bytes(folder_ / name, bytes);
    return folder_ / name;
  }
};

TEST_F(CourseDataset, IsCutIntoBlocksOfTen) {
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

TEST_F(CourseDataset, BlocksBreakWhereTheLabelChanges) {
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

TEST_F(CourseDataset, GenresAreThoseOfItsChunksSorted) {
  std::string text = course_text(3, 4);
  text.replace(text.find("\"blues\""), 7, "\"blues\", \"no chunk\"");
  testing::write_bytes(folder_ / "course.json", text);
  const Dataset dataset = load({folder_ / "course.json"});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[0].genre(), 1U);
}

TEST_F(CourseDataset, OptionsMakeChunksOfItsSize) {
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

TEST_F(CourseDataset, ChunksThatNoOptionsMake) {
  const auto file = folder_ / "course.json";
  for (const auto& [frames, coefficients] : {std::pair(1, 13), std::pair(2, 13), std::pair(5, 1025)}) {
    testing::write_bytes(file, course_text(frames, coefficients));
    EXPECT_TRUE(
        refused(ErrorKind::kData, file.string() + ": has chunks of " + std::to_string(frames), {file}));
  }
}

TEST_F(CourseDataset, CannotBeJoined) {
  testing::write_bytes(folder_ / "course.json", course_text(3, 4));
  const auto file = features("a.jsonl", four_tracks());
  EXPECT_TRUE(refused(ErrorKind::kUsage, "cannot be joined", {folder_ / "course.json", file}));
  EXPECT_TRUE(refused(ErrorKind::kUsage, "cannot be joined", {file, folder_ / "course.json"}));
  EXPECT_TRUE(
      refused(ErrorKind::kUsage, "cannot be joined", {folder_ / "course.json", folder_ / "course.json"}));
}

TEST_F(CourseDataset, DamagedFiles) {
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

TEST_F(CourseDataset, IsForChunksOnly) {
  testing::write_bytes(folder_ / "course.json", course_text(3, 4));
  for (const TrackInput input : {TrackInput::kEmbedding, TrackInput::kStatistics, TrackInput::kClip}) {
    EXPECT_TRUE(refused(ErrorKind::kUsage, std::string("--input ") + name_of(input),
                        {folder_ / "course.json"}, input));
  }
}

}  // namespace
}  // namespace mrec::genre
