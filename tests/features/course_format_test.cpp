#include "mrec/features/course_format.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "features/feature_samples.h"
#include "mrec/core/error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::write_bytes;
using testing::failed_track;
using testing::small_track;

constexpr const char* kSmall =
    R"({"mapping": ["a", "b"], "labels": [1, 0], "mfcc": [[[1, 2.5], [-3e2, 4]], [[5, 6], [7, 8]]]})";

const std::vector<std::string> kGenres = {"blues", "rock \"n\" roll"};

std::string written_course(const auto&... tracks) {
  std::string bytes;
  CourseWriter writer([&bytes](std::string_view part) { bytes += part; }, kGenres);
  (writer.write(tracks), ...);
  writer.finish();
  return bytes;
}

class CourseFormat : public ::testing::Test {
 protected:
  CourseData read(const std::string& bytes) {
    std::filesystem::remove(path_);  // some file systems write an old file's new content to disk at once
    write_bytes(path_, bytes);
    return read_course_file(path_);
  }

  bool refused(const std::string& bytes) {
    try {
      read(bytes);
      return false;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      EXPECT_TRUE(std::string(error.what()).starts_with(path_.string() + ": ")) << error.what();
      return true;
    }
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x.json";
};

TEST_F(CourseFormat, Reads) {
  const CourseData data = read(kSmall);
  EXPECT_EQ(data.genres, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(data.labels, (std::vector<int>{1, 0}));
  ASSERT_EQ(data.chunks.size(), 2U);
  EXPECT_EQ(data.chunks[0], (Matrix(2, 2) << 1, 2.5F, -300, 4).finished());
  EXPECT_EQ(data.chunks[1], (Matrix(2, 2) << 5, 6, 7, 8).finished());
}

TEST_F(CourseFormat, AnyOrderAndOtherKeys) {
  const auto tree = nlohmann::json::parse(kSmall);
  const CourseData data =
      read("\xEF\xBB\xBF {\n\"files\": [[\"x\"], {\"mfcc\": 3}], \"labels\": [1, 0], \"mfcc\": " +
           tree["mfcc"].dump() + ", \"mapping\": [\"a\", \"b\"], \"n\": null}\r\n");
  EXPECT_EQ(data.labels, (std::vector<int>{1, 0}));
  EXPECT_EQ(data.genres.size(), 2U);
  EXPECT_EQ(data.chunks.size(), 2U);
}

TEST_F(CourseFormat, RoundTrip) {
  TrackFeatures second = small_track();
  second.label = kGenres[1];
  const CourseData data = read(written_course(small_track(), failed_track(), second));
  EXPECT_EQ(data.genres, kGenres);
  EXPECT_EQ(data.labels, (std::vector<int>{0, 0, 1, 1}));
  ASSERT_EQ(data.chunks.size(), 4U);
  EXPECT_EQ(data.chunks[1], testing::rounded(small_track().chunks[1]));
  EXPECT_EQ(data.chunks[2], testing::rounded(second.chunks[0]));
}

TEST_F(CourseFormat, NoTracks) {
  const std::string bytes = written_course();
  EXPECT_EQ(nlohmann::json::parse(bytes)["labels"].size(), 0U);
  EXPECT_TRUE(read(bytes).chunks.empty());
}

TEST_F(CourseFormat, NeedsALabel) {
  for (const char* label : {"", "jazz"}) {
    TrackFeatures track = small_track();
    track.label = label;
    try {
      written_course(track);
      ADD_FAILURE() << "accepted '" << label << "'";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    }
  }
}

TEST_F(CourseFormat, TellsFilesApart) {
  const auto is_course = [this](const std::string& bytes) {
    write_bytes(path_, bytes);
    return is_course_file(path_);
  };
  EXPECT_TRUE(is_course(kSmall));
  EXPECT_TRUE(is_course(written_course()));
  EXPECT_TRUE(is_course("\xEF\xBB\xBF\n { \"mfcc\" : ["));
  EXPECT_FALSE(is_course(testing::written_features(small_track())));
  for (const char* bytes : {"", "{", "[\"mapping\"]", "{\"mapping", "{\"mappings\":", "\xFF"}) {
    EXPECT_FALSE(is_course(bytes)) << bytes;
  }
  EXPECT_THROW(is_course_file(folder_ / "missing"), Error);
  EXPECT_THROW(is_course_file(folder_.path()), Error);
  EXPECT_THROW(read_course_file(folder_.path()), Error);
}

TEST_F(CourseFormat, DamagedValues) {
  ASSERT_FALSE(refused(kSmall));
  const std::pair<const char*, const char*> damages[] = {{"[1, 0]", "[2, 0]"},
                                                         {"[1, 0]", "[-1, 0]"},
                                                         {"[1, 0]", "[1]"},
                                                         {"[1, 0]", "[1, 0, 0]"},
                                                         {"[1, 0]", "[1.5, 0]"},
                                                         {"[1, 0]", "[\"a\", 0]"},
                                                         {"[1, 0]", "[[1], 0]"},
                                                         {"[1, 0]", "[99999999999, 0]"},
                                                         {"[1, 0]", "null"},
                                                         {"[1, 0]", "{}"},
                                                         {"\"labels\"", "\"label\""},
                                                         {"\"mfcc\"", "\"MFCC\""},
                                                         {"\"mapping\"", "\"m\""},
                                                         {"\"a\"", "1"},
                                                         {"\"a\"", "[\"a\"]"},
                                                         {"\"a\"", "null"},
                                                         {"2.5]", "2.5, 3]"},
                                                         {"2.5]", "[2.5]]"},
                                                         {"2.5]", "NaN]"},
                                                         {"2.5]", "null]"},
                                                         {"2.5]", "\"x\"]"},
                                                         {"2.5]", "1e39]"},
                                                         {"2.5]", "{}]"},
                                                         {"[7, 8]", "[7, 8], [9, 10]"},
                                                         {"[7, 8]", "[]"},
                                                         {"[7, 8]", "8"},
                                                         {"\"mfcc\": [", "\"mfcc\": [[],"},
                                                         {"{\"mapping\"", "{\"mapping\": [], \"mapping\""},
                                                         {"{\"mapping\"", "[\"mapping\""}};
  for (const auto& [from, to] : damages) {
    std::string bytes = kSmall;
    bytes.replace(bytes.find(from), std::string_view(from).size(), to);
    EXPECT_TRUE(refused(bytes)) << to;
  }
  for (const char* bytes : {"", "3", "null", "[]", "\"x\"", "{}", "{} {}"})
    EXPECT_TRUE(refused(bytes)) << bytes;
  EXPECT_TRUE(refused("{\"mfcc\":" + std::string(1000000, '[')));
}

TEST_F(CourseFormat, TruncatedAnywhere) {
  const std::string bytes = kSmall;
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_TRUE(refused(bytes.substr(0, length))) << length;
}

TEST_F(CourseFormat, FlippedBits) {
  const std::string bytes = kSmall;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      refused(damaged);
    }
  }
}

}  // namespace
}  // namespace mrec::features
