#include "mrec/catalogue/maintenance.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"
#include "mrec/catalogue/library_lock.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using testing::failure_of;
using testing::paths_of;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

class Maintenance : public ::testing::Test {
 protected:
  Maintenance() {
    write_bytes(root_ / "a.wav", "x");
    write_bytes(root_ / "b/b.wav", "x");
  }
  void write(const std::vector<features::TrackFeatures>& tracks) {
    write_library(library_, tracks, {.root = root_, .options = testing::small_header().options});
  }
  Paths paths() const { return paths_of(read_contents(library_)); }

  mrec::testing::TempFolder folder_;
  fs::path base_ = fs::canonical(folder_.path());
  fs::path root_ = base_ / "music";
  fs::path library_ = base_ / "library.jsonl";
};

TEST_F(Maintenance, PruningDropsWhatIsGone) {
  auto sheet = track_of("a.wav#01");
  sheet.file = "a.wav";
  write({track_of("a.wav"), sheet, track_of("gone.wav"), failure_of("bad.wav"), track_of("b/b.wav")});
  EXPECT_EQ(find_gone(read_contents(library_), root_).size(), 2U);
  EXPECT_EQ(prune_library(library_, false), 2U);
  EXPECT_EQ(paths(), (Paths{"a.wav", "a.wav#01", "b/b.wav"}));
  EXPECT_EQ(prune_library(library_, false), 0U);
}

TEST_F(Maintenance, NothingIsPrunedWhileTheRootIsNotThere) {
  write({track_of("a.wav")});
  fs::remove_all(root_);
  const auto prune = [this] { prune_library(library_, false); };
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is not there or empty", prune));
  fs::create_directory(root_);
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is not there or empty", prune));
  EXPECT_EQ(paths(), Paths{"a.wav"});
}

TEST_F(Maintenance, Relocation) {
  write({track_of("a.wav"), track_of("b/b.wav"), track_of("gone.wav")});
  fs::rename(root_, base_ / "moved");
  fs::create_directory_symlink("moved", base_ / "link");
  EXPECT_EQ(relocate_library(library_, base_ / "link/", false), 2U);
  EXPECT_EQ(features::FeatureReader(library_).header().root, base_ / "moved");
  EXPECT_EQ(paths(), (Paths{"a.wav", "b/b.wav", "gone.wav"}));
}

TEST_F(Maintenance, RelocationToAFolderWithNoneOfTheFiles) {
  write({track_of("a.wav"), track_of(root_ / "b/b.wav")});
  fs::create_directory(base_ / "other");
  EXPECT_TRUE(throws_error(ErrorKind::kUsage, "holds none of the 1 files", [&] {
    relocate_library(library_, base_ / "other", false);
  })) << "a file with an absolute path is there wherever the root is";
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "is no folder that is there",
                           [&] { relocate_library(library_, base_ / "nowhere", false); }));
  EXPECT_EQ(features::FeatureReader(library_).header().root, root_);
}

TEST_F(Maintenance, OneLockHoweverTheLibraryIsNamed) {
  write({track_of("a.wav"), track_of("gone.wav")});
  fs::create_symlink(library_, base_ / "link.jsonl");
  fs::create_directory_symlink(base_, root_ / "back");
  {
    const auto lock = lock_library(library_, false);
    for (const fs::path& name : {library_, base_ / "link.jsonl", root_ / "back/library.jsonl"}) {
      EXPECT_TRUE(throws_error(ErrorKind::kIo, "is being changed by another mrec (process", [&] {
        prune_library(name, false);
      })) << name;
    }
  }
  write_catalogue(library_, read_contents(library_));
  EXPECT_EQ(prune_library(base_ / "link.jsonl", false), 1U);
  EXPECT_EQ(paths(), Paths{"a.wav"});
  EXPECT_FALSE(fs::exists(base_ / "link.jsonl.catalogue")) << "it has its place beside the library";
  EXPECT_FALSE(fs::exists(library_.native() + ".lock"));
}

TEST_F(Maintenance, ALockMakesMissingFolders) {
  const auto lock = lock_library(base_ / "new/folders/library.jsonl", false);
  EXPECT_TRUE(fs::exists(base_ / "new/folders/library.jsonl.lock"));
}

}  // namespace
}  // namespace mrec::catalogue
