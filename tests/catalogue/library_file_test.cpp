#include "mrec/catalogue/library_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_changes.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::read_bytes;
using testing::append_bytes;
using testing::failure_of;
using testing::keep_all;
using testing::paths_of;
using testing::record_of;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

class Library : public testing::LibraryChanges {};
INSTANTIATE_TEST_SUITE_P(Forms, Library, testing::both_forms(), testing::name_of_form);

TEST_P(Library, GrowsByWhatIsAppended) {
  library_ = folder_.path() / "new/folders" / library_.filename();
  LibraryFile::create(library_, testing::small_header());
  {
    LibraryFile file(library_);
    EXPECT_EQ(file.form(), GetParam());
    EXPECT_EQ(file.header().root, "/music/all");
    append(file, track_of("b"));
    EXPECT_EQ(paths_of(read_contents(library_)), Paths{"b"}) << "a reader sees it at once";
    append(file, failure_of("a"));
    file.finish(keep_all);
  }
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b"), failure_of("a")})) << "nothing died";
  const LibraryFile file(library_);
  EXPECT_EQ(file.read_line(*file.contents().find("b")),
            features::to_line(track_of("b"), testing::small_header()));
  EXPECT_EQ(paths(), (Paths{"a", "b"}));
}

TEST_P(Library, CreateTakesThePlaceOfAnOlderOne) {
  write_library(library_, {track_of("a")});
  write_catalogue(library_, read_contents(library_));
  LibraryFile::create(library_, testing::small_header());
  EXPECT_EQ(read_bytes(library_), bytes_of({}));
  EXPECT_FALSE(fs::exists(library_.native() + ".catalogue"));
}

TEST_P(Library, ATornEndIsCutOff) {
  write_library(library_, {track_of("a")});
  append_bytes(library_, record_of(track_of("b"), library_).substr(0, 40));
  LibraryFile file(library_);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a")}));
  append(file, track_of("c"));
  file.finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("c")}));
}

TEST_P(Library, WhatDiedIsLeftOutAndTheRestSorted) {
  write_library(library_, {track_of("c"), track_of("a"), track_of("d")});
  LibraryFile file(library_);
  append(file, track_of("a", 2));
  file.finish([](const Entry& entry) { return entry.facts.path != "d"; });
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a", 2), track_of("c")}));
  EXPECT_EQ(file.read_line(*file.contents().find("c")),
            features::to_line(track_of("c"), testing::small_header()));
  EXPECT_EQ(paths(), (Paths{"a", "c"}));
}

TEST_P(Library, DamageIsLeftOut) {
  write_library(library_, {track_of("b")});
  append_bytes(library_, "damage\n" + record_of(track_of("a"), library_));
  LibraryFile(library_).finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("b")}));
}

TEST_P(Library, CloseLeavesOldRecordsToTheNextRun) {
  write_library(library_, {track_of("b"), track_of("a")});
  {
    LibraryFile file(library_);
    append(file, track_of("b", 2));
    file.close();
  }
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b"), track_of("a"), track_of("b", 2)}));
  LibraryFile(library_).finish(keep_all);
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("a"), track_of("b", 2)}));
}

TEST_P(Library, AnotherRoot) {
  write_library(library_, {track_of("b"), track_of("a")});
  LibraryFile(library_).finish_under("/elsewhere");
  auto header = testing::small_header();
  header.root = "/elsewhere";
  const fs::path other = folder_ / ("other" + library_.extension().string());
  write_library(other, {track_of("a"), track_of("b")}, header);
  EXPECT_EQ(read_bytes(library_), read_bytes(other));
}

/// What stood there without a word in the header may be of any network.
TEST_P(Library, EmbeddingsAreAdopted) {
  const auto with = features::testing::embedded_header();
  write_library(library_, {track_of("b"), testing::failure_of("c")});
  append_bytes(library_, record_of(testing::embedded_of("a"), library_, with));
  {
    LibraryFile file(library_);
    file.adopt_embedding(*with.embedding);
    file.append(testing::embedded_of("b", 2), record_of(testing::embedded_of("b", 2), library_, with));
    file.close();
  }
  const Contents contents = read_contents(library_);
  EXPECT_TRUE(contents.find("b")->facts.has_embedding);
  EXPECT_TRUE(contents.find("b")->facts.embedding.empty());
  EXPECT_FALSE(contents.find("a")->facts.has_embedding);
  LibraryFile(library_).finish(keep_all);
  const fs::path other = folder_ / ("other" + library_.extension().string());
  write_library(other, {track_of("a"), testing::embedded_of("b", 2), testing::failure_of("c")}, with);
  EXPECT_EQ(read_bytes(library_), read_bytes(other));
}

TEST_P(Library, PermissionsAndLinksStay) {
  const fs::path link = folder_ / ("link" + library_.extension().string());
  write_library(library_, {track_of("b"), track_of("a")});
  fs::permissions(library_, fs::perms{0640});
  fs::create_symlink(library_.filename(), link);
  LibraryFile(link).finish([](const Entry& entry) { return entry.facts.path != "a"; });
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(read_bytes(library_), bytes_of({track_of("b")}));
  EXPECT_EQ(fs::status(library_).permissions(), fs::perms{0640});
}

}  // namespace
}  // namespace mrec::catalogue
