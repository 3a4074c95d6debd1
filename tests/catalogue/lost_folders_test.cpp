#include "catalogue/lost_folders.h"

#include <gtest/gtest.h>

#include "catalogue/music_folder.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::write_bytes;

class Lost : public ::testing::Test {
 protected:
  Lost() {
    fs::create_directories(deep_);
    write_bytes(folder_ / "here", "x");
    write_bytes(deep_ / "a", "x");
  }

  mrec::testing::TempFolder folder_;
  fs::path deep_ = folder_ / "disk/deep";
  LostFolders lost_;
  testing::Said said_;
};

TEST_F(Lost, FilesThatAreThereOrGoneAloneAreNotCounted) {
  EXPECT_FALSE(lost_.add(deep_ / "a"));
  EXPECT_FALSE(lost_.add(deep_ / "gone"));
  lost_.report(said_);
  EXPECT_TRUE(said_.warnings.empty());
}

TEST_F(Lost, OneWordIsSaidOfTheHighestFolder) {
  fs::remove_all(deep_);
  EXPECT_TRUE(lost_.add(deep_ / "a"));
  EXPECT_TRUE(lost_.add(deep_ / "b"));
  lost_.report(said_);
  ASSERT_EQ(said_.warnings.size(), 1U);
  const std::string disk = (folder_ / "disk").string();
  EXPECT_TRUE(said_.warnings[0].starts_with(disk + ": is no longer there, and 2 files")) << said_.warnings[0];
}

TEST_F(Lost, AFolderThatWasAskedForMustBeThere) {
  require_folders({deep_, folder_.path()}, 3);
  fs::remove(deep_ / "a");
  EXPECT_TRUE(
      mrec::testing::throws_error(ErrorKind::kIo, "is no longer there: 3 files are done and kept", [&] {
        require_folders({folder_.path(), deep_}, 3);
      }));
}

}  // namespace
}  // namespace mrec::catalogue
