#include "mrec/catalogue/merge.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using features::RecordForm;
using features::TrackFeatures;
using mrec::testing::read_bytes;
using testing::failure_of;
using testing::track_of;
using testing::write_library;
using Tracks = std::vector<TrackFeatures>;

features::FeatureHeader header_of(const fs::path& root) {
  auto header = testing::small_header();
  header.root = root;
  return header;
}

features::FeatureHeader embedded_header_of(const fs::path& root, int patches = 10) {
  auto header = features::testing::embedded_header();
  header.root = root;
  header.embedding->patches = patches;
  return header;
}

class Merge : public ::testing::Test {
 protected:
  void add(const fs::path& root, const Tracks& tracks, const std::string& ending = ".jsonl") {
    libraries_.push_back(folder_ / (std::to_string(libraries_.size()) + ending));
    write_library(libraries_.back(), tracks, header_of(root));
  }
  void add(const features::FeatureHeader& header, const Tracks& tracks) {
    add(header.root, {});
    write_library(libraries_.back(), tracks, header);
  }
  MergeCount merge(RecordForm form = RecordForm::kPlain) {
    merged_.clear();
    return merge_libraries(libraries_, [this](std::string_view bytes) { merged_ += bytes; }, {.form = form});
  }
  void expect_merged(const fs::path& root, const Tracks& tracks, const std::string& ending = ".jsonl") {
    const fs::path expected = folder_ / ("expected" + ending);
    write_library(expected, tracks, header_of(root));
    EXPECT_EQ(merged_, read_bytes(expected));
  }
  void expect_merged(const features::FeatureHeader& header, const Tracks& tracks) {
    write_library(folder_ / "expected.jsonl", tracks, header);
    EXPECT_EQ(merged_, read_bytes(folder_ / "expected.jsonl"));
  }

  mrec::testing::TempFolder folder_;
  std::vector<fs::path> libraries_;
  std::string merged_;
};

TEST_F(Merge, PartsOfOneCollection) {
  add("/music", {track_of("d"), track_of("a")});
  add("/music", {failure_of("c"), track_of("b")});
  const MergeCount count = merge();
  EXPECT_EQ(count.tracks, 3U);
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.repeated, 0U);
  EXPECT_TRUE(count.warnings.empty());
  expect_merged("/music", {track_of("a"), track_of("b"), failure_of("c"), track_of("d")});
}

TEST_F(Merge, PlainAndCompressedBecomeWhatIsAskedFor) {
  add("/music", {track_of("b")}, ".jsonl.zst");
  add("/music", {track_of("a")});
  merge(RecordForm::kCompressed);
  expect_merged("/music", {track_of("a"), track_of("b")}, ".jsonl.zst");
  merge(RecordForm::kPlain);
  expect_merged("/music", {track_of("a"), track_of("b")});
}

TEST_F(Merge, RootsBecomeTheirCommonFolder) {
  auto sheet = track_of("x.flac#01");
  sheet.file = "x.flac";
  sheet.section = audio::Section{.start_s = 1};
  add("/music/rock", {track_of("a"), sheet, failure_of("f")});
  add("/music/pop", {track_of("a")});
  const MergeCount count = merge();
  EXPECT_EQ(count.repeated, 0U);
  Tracks expected = {track_of("pop/a"), track_of("rock/a"), failure_of("rock/f"), sheet};
  expected[0].content_hash = expected[1].content_hash = track_of("a").content_hash;
  expected[3].path = "rock/x.flac#01";
  expected[3].file = "rock/x.flac";
  expect_merged("/music", expected);
}

TEST_F(Merge, RootsThatShareNothing) {
  add("/music/a", {track_of("x")});
  add("/musical", {track_of("x")});
  merge();
  expect_merged("/", {track_of("music/a/x"), track_of("musical/x")});
}

/// As one run over all would name them.
TEST_F(Merge, AbsolutePathsUnderTheCommonFolderBecomeRelative) {
  add("/music/rock", {track_of("/music/pop/a"), track_of("/other/b")});
  add("/music/pop", {track_of("a")});
  EXPECT_EQ(merge().repeated, 1U);
  expect_merged("/music", {track_of("/other/b"), track_of("pop/a")});
}

TEST_F(Merge, OfSeveralTheBestCounts) {
  add("/music", {failure_of("failed last", 9), track_of("old", 1), track_of("same", 5), failure_of("e", 1)});
  add("/music", {track_of("failed last", 1), track_of("old", 2), track_of("same", 5), failure_of("e", 2)});
  add("/music", {failure_of("failed last", 99), failure_of("old", 3), failure_of("e", 1)});
  auto labelled = track_of("same", 5);
  labelled.label = "of the later library";
  write_library(libraries_[1], {track_of("failed last", 1), track_of("old", 2), labelled, failure_of("e", 2)},
                header_of("/music"));
  const MergeCount count = merge();
  EXPECT_EQ(count.repeated, 7U);
  EXPECT_EQ(count.tracks, 3U);
  EXPECT_EQ(count.failed, 1U);
  expect_merged("/music", {failure_of("e", 2), track_of("failed last", 1), track_of("old", 2), labelled});
}

TEST_F(Merge, OfDamagedSourcesWhatIsWholeIsTaken) {
  add("/music", {track_of("a")});
  add("/music", {track_of("b")});
  add("/music", {track_of("c")});
  testing::append_bytes(libraries_[0],
                        features::to_line(track_of("torn"), header_of("/music")).substr(0, 50));
  testing::append_bytes(libraries_[1], "damage\n" + features::to_line(track_of("d"), header_of("/music")));
  const MergeCount count = merge();
  ASSERT_EQ(count.warnings.size(), 2U);
  EXPECT_TRUE(count.warnings[0].starts_with(libraries_[0].string() + ": is damaged or breaks off"));
  EXPECT_TRUE(count.warnings[1].starts_with(libraries_[1].string()));
  expect_merged("/music", {track_of("a"), track_of("b"), track_of("c"), track_of("d")});
}

TEST_F(Merge, OtherOptionsOrAnalysesAreRefused) {
  add("/music", {track_of("a")});
  libraries_.push_back(folder_ / "other.jsonl");
  auto header = header_of("/music");
  header.options.top_db = 60;
  write_library(libraries_.back(), {track_of("b")}, header);
  const auto refused = [&] {
    return mrec::testing::throws_error(ErrorKind::kUsage, "other.jsonl: was made with other feature options",
                                       [&] { merge(); });
  };
  EXPECT_TRUE(refused());
  header = header_of("/music");
  ++header.analysis;
  write_library(libraries_.back(), {}, header);
  EXPECT_ANY_THROW(merge());
  EXPECT_EQ(merged_, "");
}

TEST_F(Merge, EmbeddingsStayAndMayBeMissing) {
  const auto embedded_of = [](const fs::path& path) { return testing::embedded_of(path); };
  add(embedded_header_of("/music/jazz"), {embedded_of("a"), embedded_of("b")});
  add(embedded_header_of("/music/rock"), {embedded_of("a")});
  add("/music", {track_of("c"), track_of("jazz/b")});
  EXPECT_EQ(merge().repeated, 1U);
  expect_merged(embedded_header_of("/music"),
                {track_of("c"), embedded_of("jazz/a"), embedded_of("jazz/b"), embedded_of("rock/a")});
}

TEST_F(Merge, EmbeddingsThatNoHeaderSpeaksForAreLeftOut) {
  add("/music", {});
  testing::append_bytes(libraries_.back(),
                        features::to_line(testing::embedded_of("a"), embedded_header_of("/music")));
  add(embedded_header_of("/music"), {testing::embedded_of("b")});
  merge();
  expect_merged(embedded_header_of("/music"), {track_of("a"), testing::embedded_of("b")});
}

TEST_F(Merge, OtherEmbeddingsAreRefused) {
  add(embedded_header_of("/music"), {testing::embedded_of("a")});
  add("/music", {track_of("c")});
  add(embedded_header_of("/music", 5), {testing::embedded_of("b")});
  EXPECT_TRUE(mrec::testing::throws_error(
      ErrorKind::kUsage,
      libraries_[2].string() + ": has embeddings by other weights or of other --patches than " +
          libraries_[0].string(),
      [&] { merge(); }));
  EXPECT_EQ(merged_, "");
}

TEST_F(Merge, ALibraryWithItself) {
  add("/music", {track_of("a"), failure_of("b")});
  libraries_.push_back(libraries_.front());
  EXPECT_EQ(merge().repeated, 2U);
  expect_merged("/music", {track_of("a"), failure_of("b")});
}

}  // namespace
}  // namespace mrec::catalogue
