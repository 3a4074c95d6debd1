#include "mrec/catalogue/extraction_target.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::read_bytes;
using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using testing::paths_of;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

features::TrackFeatures louder(const fs::path& path) {
  auto track = track_of(path);
  track.label = "made anew";
  return track;
}

class Target : public testing::LibraryForms {
 protected:
  Target() {
    other_.options.top_db = 60;
    for (const char* name : {"a", "b"}) {
      write_bytes(root_ / name, "x");
      scan_.files.push_back({.path = name});
      all_.push_back(all_.size());
    }
  }

  ExtractionTarget target(const features::FeatureHeader& header, const std::vector<fs::path>& folders) {
    return {library_, header, {.folders = folders, .scan = scan_, .files = all_}};
  }
  /// One run that makes a track.
  void make(const features::FeatureHeader& header, const features::TrackFeatures& track) {
    ExtractionTarget anew = target(header, {root_});
    anew.file().append(track, testing::record_of(track, library_, header));
    anew.file().finish([](const Entry&) { return true; });
    anew.commit();
  }
  bool is_refused(ErrorKind kind, const std::string& why, const std::vector<fs::path>& folders) {
    const std::string before = read_bytes(library_);
    const bool refused = throws_error(kind, why, [&] { target(other_, folders); });
    EXPECT_FALSE(fs::exists(partial_));
    return refused && read_bytes(library_) == before;
  }

  fs::path root_ = folder_ / "music";
  fs::path partial_ = library_.native() + ".partial";
  features::FeatureHeader header_ = {.root = root_, .options = testing::small_header().options};
  features::FeatureHeader other_ = header_;
  audio::Scan scan_ = {.root = root_, .files = {}, .warnings = {}};
  std::vector<std::size_t> all_;
};
INSTANTIATE_TEST_SUITE_P(Forms, Target, testing::both_forms(), testing::name_of_form);

TEST_P(Target, TheSameOptionsGoOnWithTheLibrary) {
  EXPECT_FALSE(header_of_library(library_));
  make(header_, track_of("a"));
  EXPECT_EQ(header_of_library(library_)->root, root_);
  make(header_, track_of("b"));
  EXPECT_EQ(paths_of(read_contents(library_)), (Paths{"a", "b"}));
  EXPECT_FALSE(fs::exists(partial_));
}

TEST_P(Target, AnEmptyFileIsAsGoodAsNone) {
  write_bytes(library_, "");
  EXPECT_FALSE(header_of_library(library_));
  make(header_, track_of("a"));
  EXPECT_EQ(paths_of(read_contents(library_)), Paths{"a"});
}

TEST_P(Target, OtherOptionsAreDoneBesideTheLibrary) {
  write_library(library_, {track_of("b"), track_of("a")}, header_);
  fs::permissions(library_, fs::perms{0640});
  const std::string before = read_bytes(library_);
  {
    ExtractionTarget anew = target(other_, {root_});
    EXPECT_TRUE(anew.is_anew());
    EXPECT_EQ(anew.file().path(), partial_);
    EXPECT_TRUE(anew.file().contents().entries.empty());
    anew.file().append(louder("a"), testing::record_of(louder("a"), library_, other_));
    anew.file().close();
    EXPECT_EQ(read_bytes(library_), before) << "until all is done";
  }
  ExtractionTarget again = target(other_, {root_});
  EXPECT_EQ(paths_of(again.file().contents()), Paths{"a"}) << "what was begun is gone on with";
  again.file().append(louder("b"), testing::record_of(louder("b"), library_, other_));
  again.file().finish([](const Entry&) { return true; });
  again.commit();
  const fs::path expected = folder_ / ("expected" + library_.extension().string());
  write_library(expected, {louder("a"), louder("b")}, other_);
  EXPECT_EQ(read_bytes(library_), read_bytes(expected));
  EXPECT_EQ(read_contents(library_).find("a")->facts.label, "made anew");
  EXPECT_EQ(fs::status(library_).permissions(), fs::perms{0640});
  EXPECT_FALSE(fs::exists(partial_));
  EXPECT_FALSE(fs::exists(partial_.native() + ".catalogue"));
}

/// In place, with all that is there.
TEST_P(Target, ALibraryGainsTheWordOnEmbeddings) {
  write_library(library_, {track_of("a"), track_of("b")}, header_);
  auto with = header_;
  with.embedding = features::testing::embedded_header().embedding;
  {
    ExtractionTarget kept = target(with, {root_});
    EXPECT_FALSE(kept.is_anew());
    EXPECT_EQ(kept.replaced(), nullptr);
    EXPECT_EQ(kept.file().header().embedding, with.embedding);
  }
  const fs::path expected = folder_ / ("expected" + library_.extension().string());
  write_library(expected, {track_of("a"), track_of("b")}, with);
  EXPECT_EQ(read_bytes(library_), read_bytes(expected));
  EXPECT_EQ(target(header_, {root_}).file().header().embedding, with.embedding) << "which stays";
  EXPECT_EQ(read_bytes(library_), read_bytes(expected));
}

TEST_P(Target, OtherEmbeddingsAreDoneBesideTheLibrary) {
  auto with = header_;
  with.embedding = features::testing::embedded_header().embedding;
  auto other = with;
  other.embedding->weights = "fedcba9876543210fedcba9876543210";
  auto fewer = with;
  fewer.embedding->patches = 3;
  write_library(library_, {testing::embedded_of("a")}, with);
  for (const auto& wanted : {other, fewer}) {
    ExtractionTarget anew = target(wanted, {root_});
    EXPECT_TRUE(anew.is_anew());
    ASSERT_NE(anew.replaced(), nullptr);
    EXPECT_EQ(anew.replaced()->find("a")->facts.label, track_of("a").label);
    EXPECT_EQ(anew.file().header().embedding, wanted.embedding);
    EXPECT_TRUE(anew.file().contents().entries.empty()) << "what was begun with others is discarded";
    anew.file().append(testing::embedded_of("a"),
                       testing::record_of(testing::embedded_of("a"), library_, wanted));
    anew.file().close();
  }
  all_ = {1};
  EXPECT_TRUE(throws_error(ErrorKind::kUsage, "or add to it without embeddings for now (--embedding none)",
                           [&] { target(other, {root_}); }));
  all_ = {0, 1};
  EXPECT_EQ(paths_of(target(fewer, {root_}).file().contents()), Paths{"a"});
}

TEST_P(Target, EmbeddingsAreLostOnlyWhenThatWasSaid) {
  auto with = header_;
  with.embedding = features::testing::embedded_header().embedding;
  write_library(library_, {testing::embedded_of("a")}, with);
  EXPECT_TRUE(is_refused(ErrorKind::kUsage, "would lose its embeddings: make the weights", {root_}));
  const std::vector<fs::path> folders = {root_};
  const ExtractionTarget anew(
      library_, other_, {.folders = folders, .scan = scan_, .files = all_, .may_lose_embeddings = true});
  EXPECT_TRUE(anew.is_anew());
}

TEST_P(Target, WhatWasBegunWithYetOtherOptionsIsDiscarded) {
  write_library(library_, {track_of("a")}, header_);
  auto yet_other = other_;
  yet_other.options.top_db = 40;
  for (const std::string& begun : {features::to_line(yet_other) + features::to_line(track_of("a"), yet_other),
                                   features::to_line({.root = "/elsewhere", .options = other_.options}),
                                   std::string("damage"), std::string()}) {
    write_bytes(partial_, begun);
    EXPECT_TRUE(target(other_, {root_}).file().contents().entries.empty());
    EXPECT_EQ(features::FeatureReader(partial_).header().options, other_.options);
    EXPECT_EQ(features::RecordReader(partial_).form(), GetParam());
  }
}

TEST_P(Target, TracksThatAreNotAskedForAreNotLost) {
  const std::string why = "1 of its tracks are not in what is to be extracted";
  write_library(library_, {track_of("a"), track_of("/elsewhere/b")}, header_);
  EXPECT_TRUE(is_refused(ErrorKind::kUsage, why, {root_}));
  write_library(library_, {track_of("a"), track_of("folder/gone")}, header_);
  EXPECT_TRUE(is_refused(ErrorKind::kUsage, why, {root_ / "a folder"})) << "it was not looked for";
  write_library(library_, {track_of("a"), track_of("b")}, header_);
  all_ = {0};
  EXPECT_TRUE(is_refused(ErrorKind::kUsage, why, {root_})) << "the other one is another shard's";
}

TEST_P(Target, FilesMayBeAskedForByName) {
  write_library(library_, {track_of("a"), track_of("b")}, header_);
  EXPECT_TRUE(target(other_, {}).is_anew());
}

TEST_P(Target, TracksThatAreOutOfReachAreNotLost) {
  fs::create_directory(root_ / "disk");
  write_library(library_, {track_of("a"), track_of("disk/c")}, header_);
  EXPECT_TRUE(
      is_refused(ErrorKind::kIo, (root_ / "disk").string() + ": is empty or cannot be read", {root_}));
  write_library(library_, {track_of("a"), track_of("gone")}, header_);
  EXPECT_TRUE(target(other_, {root_}).is_anew()) << "what is gone for certain need not be kept";
}

TEST_P(Target, ARelocatedLibraryIsRefused) {
  write_library(library_, {}, {.root = "/elsewhere", .options = header_.options});
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "was relocated", [&] { target(header_, {root_}); }));
}

}  // namespace
}  // namespace mrec::catalogue
