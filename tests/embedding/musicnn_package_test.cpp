#include "mrec/embedding/musicnn_package.h"

#include <gtest/gtest.h>

#include <string>

#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::embedding {
namespace {

namespace fs = std::filesystem;
using testing::throws_error;
using testing::write_bytes;

class MusicnnPackage : public ::testing::Test {
 protected:
  MusicnnPackage() {
    for (const char* model : {"MSD_musicnn", "MTT_musicnn"}) {
      fs::create_directories(package_ / "musicnn" / model);
      for (const char* name : {".index", ".data-00000-of-00001", ".meta"}) {
        write_bytes(package_ / "musicnn" / model / name, "x");
      }
    }
  }

  testing::TempFolder folder_;
  fs::path package_ = folder_ / "musicnn-0.1.0";
  fs::path model_ = package_ / "musicnn" / "MSD_musicnn";
};

TEST_F(MusicnnPackage, IsFoundByAnyOfItsPlaces) {
  const fs::path index = model_ / ".index";
  for (const fs::path& path : {folder_.path(), package_, package_ / "musicnn", model_, index,
                               model_ / ".data-00000-of-00001", model_ / ""}) {
    EXPECT_TRUE(fs::equivalent(find_musicnn(path), index)) << path << " gives " << find_musicnn(path);
  }
}

TEST_F(MusicnnPackage, MayHaveAnotherName) {
  for (const char* name : {"model.index", "model.data-00000-of-00001"}) write_bytes(folder_ / name, "x");
  for (const char* name : {"model", "model.index", "model.data-00000-of-00001"}) {
    EXPECT_EQ(find_musicnn(folder_ / name), folder_ / "model.index");
  }
}

TEST_F(MusicnnPackage, AFolderOfAnotherModelIsTaken) {
  EXPECT_EQ(find_musicnn(package_ / "musicnn" / "MTT_musicnn"),
            package_ / "musicnn" / "MTT_musicnn" / ".index");
}

TEST_F(MusicnnPackage, TheFirstOfSeveralByNameIsTaken) {
  const fs::path other = folder_ / "a" / "MSD_musicnn";
  fs::create_directories(other);
  write_bytes(other / ".index", "x");
  EXPECT_EQ(find_musicnn(folder_.path()), other / ".index");
}

TEST_F(MusicnnPackage, WhatIsStillPackedIsNamedSo) {
  write_bytes(folder_ / "a.tar.gz", "\x1F\x8B\x08");
  write_bytes(folder_ / "a.whl", "PK\x03\x04");
  for (const char* name : {"a.tar.gz", "a.whl"}) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat,
                             std::string(name) + ": is a package that is still packed: unpack it",
                             [&] { find_musicnn(folder_ / name); }));
  }
}

TEST_F(MusicnnPackage, OtherPlacesAreRefused) {
  fs::remove(model_ / ".index");
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "musicnn-0.1.0: holds no folder MSD_musicnn with a checkpoint",
                           [&] { find_musicnn(package_); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "MSD_musicnn: holds no folder", [&] { find_musicnn(model_); }));
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, ".meta: is no checkpoint", [&] { find_musicnn(model_ / ".meta"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "none: does not exist", [&] { find_musicnn(folder_ / "none"); }));
}

}  // namespace
}  // namespace mrec::embedding
