#include "mrec/library/ignore_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "mrec/core/parallel.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;
using mrec::testing::TempFolder;
using mrec::testing::write_bytes;

/// A library whose root is a folder in a folder.
class IgnoreFilesTest : public ::testing::Test {
 protected:
  IgnoreFilesTest() { fs::create_directories(root_ / "rock" / "live"); }

  /// Writes one of folder `in` of the root.
  void write(const fs::path& in, std::string_view text) { write_bytes(root_ / in / ".mrecignore", text); }

  bool ignored(std::string_view path) const { return IgnoreFiles(root_).ignores(path); }

  TempFolder folder_;
  fs::path root_ = folder_ / "music";
};

TEST_F(IgnoreFilesTest, WithoutAnyNothingIsIgnored) {
  EXPECT_FALSE(ignored("rock/live/a.mp3"));
  EXPECT_FALSE(ignored("a.mp3"));
  EXPECT_FALSE(ignored("nowhere/a.mp3"));
}

TEST_F(IgnoreFilesTest, AnEmptyOneKeepsOutItsFolderAndThoseBelow) {
  for (const char* text : {"", "\n", "\r\n  \r\n", " \t"}) {
    write("rock", text);
    EXPECT_TRUE(ignored("rock/a.mp3")) << text;
    EXPECT_TRUE(ignored("rock/live/a.mp3")) << text;
    EXPECT_FALSE(ignored("a.mp3")) << text;
    EXPECT_FALSE(ignored("rock.mp3")) << text;
    EXPECT_FALSE(ignored("rock2/a.mp3")) << text;
  }
}

TEST_F(IgnoreFilesTest, LinesArePatterns) {
  write("rock", "# spoken\n*.wav\n  interview?.mp3 \ndemos/\n[xy]/[0-9]*\n\n");
  EXPECT_TRUE(ignored("rock/a.wav"));
  EXPECT_TRUE(ignored("rock/live/a.wav"));
  EXPECT_TRUE(ignored("rock/live/interview2.mp3"));
  EXPECT_FALSE(ignored("rock/live/interview22.mp3"));
  EXPECT_TRUE(ignored("rock/live/demos/a.mp3"));
  EXPECT_TRUE(ignored("rock/demos"));
  EXPECT_FALSE(ignored("rock/demos2/a.mp3"));
  EXPECT_TRUE(ignored("rock/x/7.mp3"));
  EXPECT_FALSE(ignored("rock/z/7.mp3"));
  EXPECT_FALSE(ignored("rock/live/a.mp3"));
  EXPECT_FALSE(ignored("a.wav"));
  EXPECT_FALSE(ignored("rock/# spoken"));
}

TEST_F(IgnoreFilesTest, APatternMeansPathsFromItsFolderOn) {
  write("", "rock/live/*\n");
  write("rock", "rock/b.mp3\n");
  EXPECT_TRUE(ignored("rock/live/a.mp3"));
  EXPECT_FALSE(ignored("rock/a.mp3"));
  EXPECT_FALSE(ignored("rock/b.mp3"));
  EXPECT_TRUE(ignored("rock/rock/b.mp3"));
}

TEST_F(IgnoreFilesTest, OnlyCommentsIgnoreNothing) {
  write("rock", "# *.mp3\n");
  EXPECT_FALSE(ignored("rock/a.mp3"));
}

TEST_F(IgnoreFilesTest, LinesMayEndAsOnWindows) {
  write("rock", "*.wav\r\ndemos/\r\n");
  EXPECT_TRUE(ignored("rock/a.wav"));
  EXPECT_TRUE(ignored("rock/demos/a.mp3"));
  EXPECT_FALSE(ignored("rock/a.mp3"));
}

TEST_F(IgnoreFilesTest, NamesNeedNotBeUtf8) {
  write("", "caf\xE9*\n");
  EXPECT_TRUE(ignored("rock/caf\xE9.mp3"));
  EXPECT_FALSE(ignored("rock/cafe.mp3"));
}

TEST_F(IgnoreFilesTest, WhatIsAboveTheRootDoesNotCount) {
  write_bytes(folder_ / ".mrecignore", "");
  EXPECT_FALSE(ignored("rock/a.mp3"));
  EXPECT_FALSE(IgnoreFiles(root_ / "").ignores("rock/a.mp3"));  // "music/"
  EXPECT_TRUE(IgnoreFiles(folder_.path()).ignores("music/rock/a.mp3"));
}

TEST_F(IgnoreFilesTest, IsReadOnceWhenItIsAskedFor) {
  IgnoreFiles files(root_);
  write("rock", "a.mp3\n");
  EXPECT_TRUE(files.ignores("rock/a.mp3"));
  write("rock", "");
  EXPECT_TRUE(files.ignores("rock/a.mp3"));
  EXPECT_FALSE(files.ignores("rock/b.mp3"));
}

TEST_F(IgnoreFilesTest, ManyThreadsMayAsk) {
  write("rock", "*7.mp3\n");
  IgnoreFiles files(root_);
  std::vector<char> ignored(1000);
  Workers(4).for_each(ignored.size(), [&](std::size_t i) {
    ignored[i] = files.ignores("rock/" + std::to_string(i % 13) + "/" + std::to_string(i) + ".mp3") ? 1 : 0;
  });
  for (std::size_t i = 0; i < ignored.size(); ++i) EXPECT_EQ(ignored[i] != 0, i % 10 == 7) << i;
}

}  // namespace
}  // namespace mrec::library
