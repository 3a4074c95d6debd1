#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "features/feature_samples.h"
#include "features/line_reader.h"
#include "mrec/core/error.h"
#include "mrec/features/feature_store.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::write_bytes;
using testing::failed_track;
using testing::small_track;
using testing::written_features;

class FeatureDamage : public ::testing::Test {
 protected:
  /// The message of the error that reading gives; empty when the whole file can be read.
  std::string complaint(const std::string& bytes) {
    std::filesystem::remove(path_);  // some file systems write an old file's new content to disk at once
    write_bytes(path_, bytes);
    tracks_ = 0;
    torn_ = false;
    try {
      FeatureReader reader(path_);
      while (reader.next()) ++tracks_;
      torn_ = reader.torn();
      return {};
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      const std::string message = error.what();
      EXPECT_TRUE(message.starts_with(path_.string() + ": ")) << message;
      return message.substr(path_.string().size() + 2);
    }
  }

  std::string complaint_of_line(const std::string& line) {
    return complaint(written_features() + line + "\n");
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x.jsonl";
  std::size_t tracks_ = 0;  ///< that could be read
  bool torn_ = false;
};

/// A line with this in place of one of its values, or without the key when `value` is empty.
std::string line_with(const std::string& key, const std::string& value) {
  const std::pair<std::string, std::string> good[] = {{"path", R"("a")"},
                                                      {"size", "1"},
                                                      {"mtime", "1.5"},
                                                      {"duration_s", "3"},
                                                      {"tags", R"({"artist":"x"})"},
                                                      {"label", "null"},
                                                      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,12]]]"}};
  std::string line = "{";
  for (const auto& [name, text] : good) {
    if (name == key && value.empty()) continue;
    if (line.size() > 1) line += ',';
    line += '"' + name + "\":" + (name == key ? value : text);
  }
  return line + "}";
}

TEST_F(FeatureDamage, TruncatedAnywhere) {
  const std::string bytes = written_features(small_track(), failed_track());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const bool has_header = length > bytes.find('\n');
    EXPECT_EQ(complaint(bytes.substr(0, length)).empty(), has_header) << length;
    EXPECT_EQ(torn_, has_header && bytes[length - 1] != '\n') << length;
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + length, '\n'));
    EXPECT_EQ(tracks_, has_header ? lines - 1 : 0) << length;
  }
}

/// Either refused or read as something else; the sanitizers watch.
TEST_F(FeatureDamage, FlippedBits) {
  const std::string bytes = written_features(small_track(), failed_track());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {0, 3, 5, 7}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      complaint(damaged);
    }
  }
}

TEST_F(FeatureDamage, NoFeatureFile) {
  EXPECT_TRUE(complaint("").starts_with("is empty"));
  EXPECT_TRUE(complaint("\n\n").starts_with("is empty"));
  const char* foreign[] = {"hello\n",
                           "[1,2]\n",
                           "{}\n",
                           "{\"format\":\"x\"}\n",
                           "{\"format\":3,\"version\":1}\n",
                           "{\"mapping\": [\"blues\"]}\n",
                           "\x1f\x8b\x08\n"};
  for (const char* bytes : foreign) EXPECT_TRUE(complaint(bytes).starts_with("line 1: ")) << bytes;
  EXPECT_TRUE(complaint(std::string(3000000, '\0')).starts_with("line 1: is not a JSON object"));
  EXPECT_THROW(FeatureReader(folder_ / "missing"), Error);
  EXPECT_THROW(FeatureReader(folder_.path()), Error);
}

TEST_F(FeatureDamage, HeaderValues) {
  const std::string good = written_features();
  const auto replaced = [&good](const std::string& from, const std::string& to) {
    std::string bytes = good;
    return bytes.replace(bytes.find(from), from.size(), to);
  };
  EXPECT_NE(
      complaint(replaced("\"version\":2", "\"version\":3")).find("newer than this mrec knows: update mrec"),
      std::string::npos);
  const std::pair<const char*, const char*> damages[] = {{"\"version\":2", "\"version\":0"},
                                                         {"\"version\":2", "\"version\":\"1\""},
                                                         {"\"version\":2,", ""},
                                                         {"\"version\":2", "\"version\":2,\"version\":2"},
                                                         {"\"root\":\"/", "\"root\":null,\""},
                                                         {"\"hop\":40", "\"hop\":0"},
                                                         {"\"hop\":40,", ""},
                                                         {"\"options\"", "\"choices\""},
                                                         {"\"root\":\"/", "\"root\":[[[[[[\""},
                                                         {"\"root\"", "\"root_hex\":\"zz\",\"root\""}};
  for (const auto& [from, to] : damages) {
    EXPECT_TRUE(complaint(replaced(from, to)).starts_with("line 1: ")) << to;
  }
}

TEST_F(FeatureDamage, TrackKeys) {
  ASSERT_EQ(complaint_of_line(line_with("", "")), "");
  for (const char* key : {"path", "size", "mtime", "duration_s", "tags", "label", "chunks"}) {
    const std::string name = std::string("\"") + key + "\"";
    EXPECT_TRUE(complaint_of_line(line_with(key, "")).starts_with("line 2: the key " + name + " is missing"))
        << key;
    EXPECT_TRUE(complaint_of_line(line_with(key, "true")).starts_with("line 2: " + name)) << key;
    std::string twice = line_with("", "");
    twice.insert(1, name + ":" +
                        (key == std::string("chunks") ? "[]"
                         : key == std::string("tags") ? "{}"
                                                      : "1") +
                        ",");
    EXPECT_NE(complaint_of_line(twice), "") << key;
  }
  EXPECT_NE(
      complaint_of_line(R"({"path":"a","path":"a","size":1,"mtime":1,"error":"x"})").find("stands twice"),
      std::string::npos);
}

TEST_F(FeatureDamage, TrackValues) {
  const std::pair<const char*, const char*> damages[] = {
      {"path", "1"},
      {"path", R"("")"},
      {"path", R"("a\u0000b")"},
      {"path", "[]"},
      {"path", "null"},
      {"path", R"("a","path_hex":"62")"},
      {"path", R"("a","path_hex":"6")"},
      {"size", "-1"},
      {"size", "1.5"},
      {"size", "99999999999999999999"},
      {"mtime", "1e99"},
      {"mtime", R"("1")"},
      {"duration_s", "-1"},
      {"duration_s", "1e999"},
      {"tags", "[]"},
      {"tags", R"({"artist":1})"},
      {"tags", R"({"year":"x"})"},
      {"tags", R"({"year":99999999999})"},
      {"label", "1"},
      {"chunks", "{}"},
      {"chunks", "[1]"},
      {"chunks", "[[1]]"},
      {"chunks", "[[]]"},
      {"chunks", "[[[]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8]]]"},
      {"chunks", "[[[1,2,3],[5,6,7,8],[9,10,11,12]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,NaN]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,null]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,1e39]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,1e999]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,[12]]]]"},
      {"chunks", "[[[1,2,3,4],[5,6,7,8],[9,10,11,{}]]]"}};
  for (const auto& [key, value] : damages) {
    EXPECT_TRUE(complaint_of_line(line_with(key, value)).starts_with("line 2: ")) << key << ' ' << value;
  }
  EXPECT_NE(complaint_of_line(R"({"error":"x","path":"a","size":1,"mtime":1,"chunks":)"
                              R"([[[1,2,3,4],[5,6,7,8],[9,10,11,12]]]})"),
            "");
}

TEST_F(FeatureDamage, ChunksInOnePiece) {
  const auto complaint_of_chunks = [this](const std::string& chunks) {
    return complaint(testing::written(RecordForm::kPlain, testing::piece_header()) +
                     line_with("chunks", chunks) + "\n");
  };
  EXPECT_EQ(complaint_of_chunks("[[[1,2,3,4],[5,6,7,8]]]"), "");
  EXPECT_EQ(complaint_of_chunks("[[[1,2,3,4],[5,6,7,8],[1,2,3,4],[5,6,7,8]]]"), "");
  const std::pair<const char*, const char*> damages[] = {
      {"[[[1,2,3,4]]]", "fewer numbers"},
      {"[[[1000,2000,3000,4000]]]", "frames in a chunk: 1, fewer than 2"},
      {"[[[1,2,3,4],[1,2,3,4],[1,2,3,4],[1,2,3,4],[1,2,3,4]]]", "frames in a chunk: more than 4"},
      {"[[[1,2,3,4],[5,6,7]]]", "numbers in a frame: 3, not 4"},
      {"[[[1,2,3,4],[5,6,7,8,9]]]", "numbers in a frame: more than 4"},
      {"[[[1,2,3,4],[5,6,7,8]],[[1,2,3,4],[5,6,7,8]]]", "several chunks"},
      {"[[[1,2,3,4],[5,6,7,8],[],[],[]]]", "numbers in a frame: 0, not 4"},
      {"[[]]", "fewer"},
      {"[[[1,2,3,4],[5,6,7,8]]", "\"chunks\""}};
  for (const auto& [chunks, problem] : damages) {
    const std::string said = complaint_of_chunks(chunks);
    EXPECT_TRUE(said.starts_with("line 2: ")) << chunks << ": " << said;
    EXPECT_NE(said.find(problem), std::string::npos) << chunks << ": " << said;
  }
}

TEST_F(FeatureDamage, NullBytesAndGarbageBetweenLines) {
  const std::string good = written_features(small_track());
  EXPECT_NE(complaint(good + std::string(5, '\0') + "\n"), "");
  EXPECT_NE(complaint(good + "{}{}\n"), "");
  EXPECT_NE(complaint(good + "x\n"), "");
  std::string damaged = good;
  damaged[good.size() - 10] = '\0';
  EXPECT_NE(complaint(damaged), "");
}

TEST_F(FeatureDamage, NestingWithoutEnd) {
  EXPECT_NE(complaint_of_line("{\"x\":" + std::string(5000000, '[')), "");
  EXPECT_NE(complaint_of_line("{\"chunks\":" + std::string(5000000, '[')), "");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"x\":";
  EXPECT_NE(complaint_of_line(objects), "");
  EXPECT_NE(complaint("{\"format\":" + std::string(500000, '[') + "\n"), "");
}

TEST_F(FeatureDamage, LinesAreLimited) {
  write_bytes(path_, "{" + std::string(3000000, 'x') + "}\n");
  EXPECT_THROW(LineReader(path_).next(2000000), Error);
  LineReader reader(path_);
  const auto line = reader.next(4000000);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->text.size(), 3000002U);
}

}  // namespace
}  // namespace mrec::features
