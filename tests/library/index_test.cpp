#include "mrec/library/index.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <limits>
#include <string>

#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

using mrec::testing::read_bytes;
using mrec::testing::TempFolder;
using mrec::testing::write_bytes;

const IndexSources kSources{.library = {.size_bytes = 5'000'000'000, .mtime_us = 1'700'000'000'123'456},
                            .model = {.size_bytes = 182'056, .mtime_us = -1},
                            .embedding = "musicnn"};

Index two_tracks() {
  Index index;
  index.root = "/music";
  index.genres = {"jazz", "r\"ock\n", "pop"};
  index.tracks = {{.path = "a/one.mp3", .artist = "Bj\xC3\xB6rk", .title = "One", .duration_s = 30.25},
                  {.path = "b.flac", .artist = "", .title = "", .duration_s = 0}};
  index.embeddings = Matrix{{1, -2}, {0.1F, 4e-30F}};
  index.probabilities = Matrix{{0.5F, 0.25F, 0.25F}, {0, 0, 1}};
  index.left_out = 7;
  return index;
}

void expect_equal(const Index& actual, const Index& expected) {
  EXPECT_EQ(actual.root, expected.root);
  EXPECT_EQ(actual.genres, expected.genres);
  EXPECT_EQ(actual.embeddings, expected.embeddings);
  EXPECT_EQ(actual.probabilities, expected.probabilities);
  EXPECT_EQ(actual.left_out, expected.left_out);
  ASSERT_EQ(actual.tracks.size(), expected.tracks.size());
  for (std::size_t i = 0; i < expected.tracks.size(); ++i) {
    EXPECT_EQ(actual.tracks[i].path.native(), expected.tracks[i].path.native());
    EXPECT_EQ(actual.tracks[i].artist, expected.tracks[i].artist);
    EXPECT_EQ(actual.tracks[i].title, expected.tracks[i].title);
    EXPECT_EQ(actual.tracks[i].duration_s, expected.tracks[i].duration_s);
    EXPECT_EQ(actual.tracks[i].file.native(), expected.tracks[i].file.native());
    EXPECT_EQ(actual.tracks[i].start_s, expected.tracks[i].start_s);
    EXPECT_EQ(actual.tracks[i].end_s, expected.tracks[i].end_s);
  }
}

TEST(Index, LiesBesideTheLibrary) {
  EXPECT_EQ(index_path_of("/x/library.jsonl"), "/x/library.jsonl.index");
  EXPECT_EQ(index_path_of("plain"), "plain.index");
}

TEST(Index, ComesBackAsItWasWritten) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  const auto index = read_index(folder / "i", kSources);
  ASSERT_TRUE(index);
  expect_equal(*index, two_tracks());
}

TEST(Index, KeepsPathsThatAreNotUtf8) {
  const TempFolder folder;
  Index written = two_tracks();
  written.root = "/m\xFFsic";
  written.tracks[0].path = "caf\xE9/\xF0\x9F\x8E\xB5 \"\\\n.mp3";
  written.tracks[1].path = "\xF0\x9F\x8E\xB5 \"\\\n.mp3";
  write_index(folder / "i", written, kSources);
  const auto index = read_index(folder / "i", kSources);
  ASSERT_TRUE(index);
  expect_equal(*index, written);
}

TEST(Index, KeepsThePlacesOfTracksInTheirFile) {
  const TempFolder folder;
  Index written = two_tracks();
  written.tracks[0].file = "a/caf\xE9.wav";
  written.tracks[0].start_s = 1.0 / 75;
  written.tracks[0].end_s = 200.5;
  write_index(folder / "i", written, kSources);
  const auto index = read_index(folder / "i", kSources);
  ASSERT_TRUE(index);
  expect_equal(*index, written);
}

TEST(Index, TagsThatAreNotUtf8DoNotStopIt) {
  const TempFolder folder;
  Index written = two_tracks();
  written.tracks[0].artist = "Bj\xF6rk";
  written.genres[0] = "\xFF";
  write_index(folder / "i", written, kSources);
  const auto index = read_index(folder / "i", kSources);
  ASSERT_TRUE(index);
  EXPECT_EQ(index->tracks[0].artist, "Bj\xEF\xBF\xBDrk");
  EXPECT_EQ(index->genres[0], "\xEF\xBF\xBD");
}

TEST(Index, WithoutTracksIsAnIndex) {
  const TempFolder folder;
  Index written = two_tracks();
  written.tracks.clear();
  written.embeddings.resize(0, 2);
  written.probabilities.resize(0, 3);
  write_index(folder / "i", written, kSources);
  const auto index = read_index(folder / "i", kSources);
  ASSERT_TRUE(index);
  EXPECT_EQ(index->embeddings.cols(), 2);
  EXPECT_EQ(index->probabilities.cols(), 3);
}

TEST(Index, TheSameContentGivesTheSameBytes) {
  const TempFolder folder;
  write_index(folder / "a", two_tracks(), kSources);
  write_index(folder / "b", two_tracks(), kSources);
  EXPECT_EQ(read_bytes(folder / "a"), read_bytes(folder / "b"));
}

TEST(Index, OfOtherSourcesIsNone) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  for (int changed = 0; changed < 5; ++changed) {
    IndexSources sources = kSources;
    if (changed == 0) ++sources.library.size_bytes;
    if (changed == 1) ++sources.library.mtime_us;
    if (changed == 2) --sources.model.size_bytes;
    if (changed == 3) ++sources.model.mtime_us;
    if (changed == 4) sources.embedding = "cnn";
    EXPECT_FALSE(read_index(folder / "i", sources)) << changed;
  }
}

TEST(Index, TellsWhatItWasMadeFrom) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  const auto kept = read_kept_index(folder / "i");
  ASSERT_TRUE(kept);
  expect_equal(kept->index, two_tracks());
  EXPECT_EQ(kept->sources, kSources);
  EXPECT_FALSE(read_kept_index(folder / "missing"));
}

TEST(Index, ThatIsNotThereIsNone) {
  const TempFolder folder;
  EXPECT_FALSE(read_index(folder / "missing", kSources));
  EXPECT_FALSE(read_index(folder.path(), kSources));
}

TEST(Index, CutAnywhereIsNone) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  const std::string bytes = read_bytes(folder / "i");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    write_bytes(folder / "cut", bytes.substr(0, size));
    EXPECT_FALSE(read_index(folder / "cut", kSources)) << size << " of " << bytes.size() << " bytes";
  }
}

TEST(Index, WithAFlippedByteNeverThrows) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  const std::string bytes = read_bytes(folder / "i");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    write_bytes(folder / "flipped", damaged);
    const auto index = read_index(folder / "flipped", kSources);
    if (!index) continue;  // what still reads must hold together
    ASSERT_EQ(index->embeddings.rows(), static_cast<Eigen::Index>(index->tracks.size()));
    ASSERT_EQ(index->probabilities.rows(), static_cast<Eigen::Index>(index->tracks.size()));
    ASSERT_EQ(index->probabilities.cols(), static_cast<Eigen::Index>(index->genres.size()));
  }
}

/// A good file of which `spoil` changes something.
template <class Spoil>
std::optional<Index> read_spoilt(Spoil spoil) {
  const TempFolder folder;
  write_index(folder / "i", two_tracks(), kSources);
  TensorFile file = read_safetensors(folder / "i");
  spoil(file);
  write_safetensors(folder / "i", file);
  return read_index(folder / "i", kSources);
}

TEST(Index, WhoseFileIsUnchangedReads) {
  EXPECT_TRUE(read_spoilt([](TensorFile&) {}));
}

TEST(Index, OfAnotherFormatOrVersionIsNone) {
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.metadata["format"] = "mrec-model"; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.metadata["version"] = "0"; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.metadata["version"] = "2"; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.metadata["version"] = "4"; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.metadata.clear(); }));
}

TEST(Index, WithWrongMetadataIsNone) {
  for (const char* key : {"format", "version", "sources", "root", "genres", "tracks", "left_out"}) {
    EXPECT_FALSE(read_spoilt([&](TensorFile& file) { file.metadata.erase(key); })) << key;
  }
  for (const char* key : {"sources", "root", "genres", "tracks"}) {
    for (const char* text : {"", "{", "null", "7", "{\"path\": 7}", "[7]", "\"text\"", "[[[["}) {
      EXPECT_FALSE(read_spoilt([&](TensorFile& file) { file.metadata[key] = text; }))
          << key << " is " << text;
    }
  }
  for (const char* count : {"", "null", "[7]", "\"7\""}) {
    EXPECT_FALSE(read_spoilt([&](TensorFile& file) { file.metadata["left_out"] = count; })) << count;
  }
  for (const char* hex : {"4", "4G", "zz", "E9 "}) {
    const std::string root = std::string(R"({"path": "x", "path_hex": ")") + hex + "\"}";
    EXPECT_FALSE(read_spoilt([&](TensorFile& file) { file.metadata["root"] = root; })) << hex;
  }
}

TEST(Index, WhoseMatricesDoNotFitIsNone) {
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.tensors.erase(file.tensors.begin()); }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.tensors.pop_back(); }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.tensors[0].shape = {4}; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.tensors[0].shape = {1, 4}; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) { file.tensors[1].shape = {3, 2}; }));
  EXPECT_FALSE(read_spoilt([](TensorFile& file) {
    file.tensors[1].shape = {2, 2};
    file.tensors[1].values.resize(4);
  }));
  EXPECT_FALSE(read_spoilt(
      [](TensorFile& file) { file.tensors[0].values[3] = std::numeric_limits<float>::infinity(); }));
}

TEST(Index, ReplacesAnOlderOneAndLeavesNothingElse) {
  const TempFolder folder;
  write_bytes(folder / "i", "old");
  write_index(folder / "i", two_tracks(), kSources);
  EXPECT_TRUE(read_index(folder / "i", kSources));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Index, ThatCannotBeWrittenSaysSo) {
  const TempFolder folder;
  try {
    write_index(folder.path(), two_tracks(), kSources);
    FAIL() << "nothing thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kIo);
  }
}

TEST(FileStamp, TellsSizeAndTime) {
  const TempFolder folder;
  write_bytes(folder / "f", "four");
  struct timespec times[2] = {{.tv_sec = 1, .tv_nsec = 0}, {.tv_sec = 1'700'000'000, .tv_nsec = 123'456'789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (folder / "f").c_str(), times, 0), 0);
  const FileStamp stamp = stamp_of(folder / "f");
  EXPECT_EQ(stamp.size_bytes, 4U);
  EXPECT_EQ(stamp.mtime_us, 1'700'000'000'123'456);
}

TEST(FileStamp, OfAMissingFileNamesIt) {
  try {
    stamp_of("/nowhere/library.jsonl");
    FAIL() << "nothing thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kIo);
    EXPECT_EQ(std::string(error.what()),
              "/nowhere/library.jsonl: cannot be read (No such file or directory)");
  }
}

}  // namespace
}  // namespace mrec::library
