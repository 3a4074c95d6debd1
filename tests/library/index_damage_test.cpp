#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "library/same_index.h"
#include "library/sample_rows.h"
#include "mrec/core/safetensors.h"
#include "mrec/core/tensor_map.h"
#include "mrec/library/index_file.h"
#include "mrec/library/search.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

using testing::read_bytes;
using testing::TempFolder;
using testing::write_bytes;

const IndexSources kSources{.library = {.size_bytes = 1, .mtime_us = 2},
                            .model = {.size_bytes = 3, .mtime_us = 4},
                            .embedding = "cnn",
                            .features = "f"};

/// Looks at everything that an index says, which must hold together whatever it is.
void look_at_all(const Index& index) {
  ASSERT_LE(index.tracks(), index.size());
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (!index.has(place)) continue;
    const Track track = index.track(place);
    const auto found = index.find(track.path.native());
    if (found) {
      ASSERT_EQ(index.path_text(*found), track.path.native());
    }
    for (const std::size_t other : index.find_name(track.path.filename().native()))
      ASSERT_TRUE(index.has(other));
    ASSERT_EQ(index.vector(place).size(), static_cast<Eigen::Index>(index.width()));
    ASSERT_EQ(index.probabilities(place).size(), static_cast<Eigen::Index>(index.genres().size()));
  }
  index.share_less_alike(0.5);
  Admission admission(index);
  const Queries queries{.vectors = Matrix::Ones(2, static_cast<Eigen::Index>(index.width())),
                        .hub_weight = 1};
  for (const auto& list : best_of_each(index, queries, 5, admission, Workers(1))) {
    for (const Hit& hit : list) {
      ASSERT_TRUE(index.has(hit.place));
      ASSERT_FALSE(std::isnan(hit.score));
    }
  }
}

/// An index of three tracks in a file, to which one was added and from which one was taken.
class IndexDamage : public ::testing::Test {
 protected:
  IndexDamage() {
    write_index(path_, sample_index({.tracks = 3, .dimensions = 2}), kSources);
    const Index changed = read_index(path_)->index.changed(
        sample_rows({.first = 10, .tracks = 1, .dimensions = 2}), {0}, 0, Workers(1));
    write_changes(path_, changed, kSources);
  }

  /// The file again, spoilt.
  static void rewrite(const std::filesystem::path& file,
                      const std::function<void(std::map<std::string, std::string>&)>& spoil) {
    const std::string bytes = read_bytes(file);
    const TensorMap map = TensorMap::of_bytes(bytes, file);
    auto metadata = map.metadata();
    spoil(metadata);
    write_tensor_map(file, metadata, map.arrays());
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "i";
};

TEST_F(IndexDamage, WithoutAnyItReads) {
  rewrite(path_, [](auto&) {});
  rewrite(more_path_of(path_), [](auto&) {});
  const auto kept = read_index(path_);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->index.size(), 4U);
  EXPECT_EQ(kept->index.tracks(), 3U);
  look_at_all(kept->index);
}

TEST_F(IndexDamage, CutAnywhereItIsNone) {
  const std::string bytes = read_bytes(path_);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write_bytes(path_, bytes.substr(0, size));
    ASSERT_FALSE(read_index(path_)) << size << " of " << bytes.size() << " bytes";
  }
  write_bytes(path_, bytes + '\0');
  EXPECT_FALSE(read_index(path_));
}

TEST_F(IndexDamage, AdditionsThatAreCutAnywhereAreNotThere) {
  const std::string bytes = read_bytes(more_path_of(path_));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write_bytes(more_path_of(path_), bytes.substr(0, size));
    const auto kept = read_index(path_);
    ASSERT_TRUE(kept) << size;
    ASSERT_EQ(kept->index.size(), 3U) << size;
    ASSERT_EQ(kept->index.tracks(), 3U) << size;
  }
}

TEST_F(IndexDamage, AFlippedBitAnywhereNeverThrows) {
  for (const auto& file : {path_, more_path_of(path_)}) {
    const std::string bytes = read_bytes(file);
    std::size_t read = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ (1U << i % 8));
      write_bytes(file, damaged);
      const auto kept = read_index(path_);
      if (!kept) continue;
      ++read;
      look_at_all(kept->index);
    }
    EXPECT_GT(read, 100U);  // numbers are not checked
    EXPECT_LT(read, bytes.size());
    write_bytes(file, bytes);
  }
}

TEST_F(IndexDamage, AnotherFormatOrVersionIsNone) {
  const std::string bytes = read_bytes(path_);
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"format", "mrec-model"}, {"version", "3"}, {"version", "5"}, {"version", ""}}) {
    rewrite(path_, [&](auto& metadata) { metadata[key] = value; });
    EXPECT_FALSE(read_index(path_)) << key << ' ' << value;
    write_bytes(path_, bytes);
  }
  for (const char* key : {"format", "version"}) {
    rewrite(more_path_of(path_), [&](auto& metadata) { metadata[key] = "7"; });
    ASSERT_TRUE(read_index(path_));
    EXPECT_EQ(read_index(path_)->index.size(), 3U);
  }
}

TEST_F(IndexDamage, WrongMetadataAreNone) {
  const std::string bytes = read_bytes(path_);
  std::filesystem::remove(more_path_of(path_));
  for (const char* key :
       {"format", "version", "identity", "sources", "root", "genres", "left_out", "tracks"}) {
    rewrite(path_, [&](auto& metadata) { metadata.erase(key); });
    EXPECT_FALSE(read_index(path_)) << key;
    write_bytes(path_, bytes);
  }
  for (const char* text :
       {"", "{", "null", "7", "{\"library\":7}", "[7]", "\"text\"", "[[[[", R"({"library":[1,2]})",
        R"({"library":[-1,2],"model":[3,4],"embedding":"cnn","features":"f"})",
        R"({"library":[1,2e300],"model":[3,4],"embedding":"cnn","features":"f"})",
        R"({"library":[1],"model":[3,4],"embedding":"cnn","features":"f"})",
        R"({"library":[1,2],"model":[3,4],"embedding":7,"features":"f"})"}) {
    rewrite(path_, [&](auto& metadata) { metadata["sources"] = text; });
    EXPECT_FALSE(read_index(path_)) << text;
    write_bytes(path_, bytes);
  }
  rewrite(path_, [&](auto& metadata) { metadata["genres"] = "[\"g0\",\"g1\"]"; });
  EXPECT_FALSE(read_index(path_));
}

TEST_F(IndexDamage, AdditionsOfAnotherWidthAreNone) {
  rewrite(more_path_of(path_), [&](auto& metadata) { metadata["genres"] = "[\"g0\",\"g1\"]"; });
  EXPECT_FALSE(read_index(path_));
}

TEST_F(IndexDamage, AForeignFileIsNone) {
  const std::string bytes = read_bytes(path_);
  for (const std::string_view text : {std::string_view("no index"), std::string_view("{}\n{}\n")}) {
    write_bytes(path_, text);
    EXPECT_FALSE(read_index(path_));
  }
  write_safetensors(path_, {.metadata = {{"format", "mrec-index"}, {"version", "4"}},
                            .tensors = {{.name = "vectors", .shape = {1}, .values = {1}}}});
  EXPECT_FALSE(read_index(path_));
  write_bytes(path_, bytes);
  write_bytes(more_path_of(path_), "no index");
  EXPECT_EQ(read_index(path_)->index.size(), 3U);
  write_bytes(more_path_of(path_), bytes);  // no index was added to itself
  EXPECT_EQ(read_index(path_)->index.size(), 3U);
}

}  // namespace
}  // namespace mrec::library
