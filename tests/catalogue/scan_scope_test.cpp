#include "mrec/catalogue/scan_scope.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace mrec::catalogue {
namespace {

using Paths = std::vector<std::string>;

audio::ScannedFile track_of_sheet(const std::string& file, int number) {
  return {.path = file + "#0" + std::to_string(number),
          .size_bytes = 1,
          .mtime_us = 1,
          .sheet = audio::SheetTrack{.file = file, .section = {}, .tags = {}}};
}

audio::Scan scan_of(const std::filesystem::path& root, const Paths& paths) {
  audio::Scan scan{.root = root, .files = {}, .warnings = {}};
  for (const std::string& path : paths) scan.files.push_back({.path = path});
  return scan;
}

Paths paths_of(const audio::Scan& scan) {
  Paths paths;
  for (const auto& file : scan.files) paths.push_back(file.path.native());
  return paths;
}

/// Many files, among them ten albums of three tracks of one CUE sheet each.
audio::Scan large_scan() {
  audio::Scan scan{.root = "/music", .files = {}, .warnings = {}};
  for (int i = 0; i < 500; ++i) scan.files.push_back({.path = "song " + std::to_string(i) + ".wav"});
  for (int i = 0; i < 30; ++i) {
    scan.files.push_back(track_of_sheet("album " + std::to_string(i / 3) + ".flac", i % 3 + 1));
  }
  return scan;
}

std::set<std::string> shard_paths(const audio::Scan& scan, const Shard& shard) {
  std::set<std::string> paths;
  for (const std::size_t place : files_of_shard(scan, shard)) {
    EXPECT_TRUE(paths.insert(scan.files[place].path.native()).second);
  }
  return paths;
}

TEST(UnderRoot, TheSameRootChangesNothing) {
  const Paths paths = {"b", "a"};
  EXPECT_EQ(paths_of(under_root(scan_of("/music", paths), "/music")), paths);
}

TEST(UnderRoot, NamesAreRelativeWhereTheyCanBe) {
  EXPECT_EQ(paths_of(under_root(scan_of("/music/rock", {"a", "b/c"}), "/music")),
            (Paths{"rock/a", "rock/b/c"}));
  EXPECT_EQ(paths_of(under_root(scan_of("/music", {"a"}), "/")), Paths{"music/a"});
  EXPECT_EQ(paths_of(under_root(scan_of("/", {"music/a"}), "/music")), Paths{"a"});
}

TEST(UnderRoot, ElsewhereNamesAreAbsoluteAndAllAreSorted) {
  const audio::Scan scan =
      under_root(scan_of("/music", {"pop/a", "rock'n'roll/b", "rock/A", "rock/c", "soul/d"}), "/music/rock");
  EXPECT_EQ(paths_of(scan), (Paths{"/music/pop/a", "/music/rock'n'roll/b", "/music/soul/d", "A", "c"}));
  EXPECT_EQ(scan.root, "/music/rock");
}

TEST(UnderRoot, TheAudioFileOfASheetIsNamedLikewise) {
  audio::Scan scan = scan_of("/music", {});
  scan.files = {track_of_sheet("pop/x.flac", 1), track_of_sheet("rock/y.flac", 1)};
  scan = under_root(scan, "/music/rock");
  EXPECT_EQ(paths_of(scan), (Paths{"/music/pop/x.flac#01", "y.flac#01"}));
  EXPECT_EQ(scan.files[0].audio_file(), "/music/pop/x.flac");
  EXPECT_EQ(scan.files[1].audio_file(), "y.flac");
}

TEST(Shards, EveryFileBelongsToOne) {
  const audio::Scan scan = large_scan();
  EXPECT_EQ(files_of_shard(scan, {}).size(), scan.files.size());
  for (const std::size_t of : {1U, 2U, 3U, 7U}) {
    std::size_t files = 0;
    std::set<std::string> all;
    for (std::size_t number = 1; number <= of; ++number) {
      const auto paths = shard_paths(scan, {.number = number, .of = of});
      files += paths.size();
      all.insert(paths.begin(), paths.end());
      EXPECT_GT(paths.size(), scan.files.size() / of / 2) << "about as many as in the others";
    }
    EXPECT_EQ(files, scan.files.size());
    EXPECT_EQ(all.size(), scan.files.size());
  }
}

TEST(Shards, WhatComesOrGoesMovesNoOther) {
  const audio::Scan scan = large_scan();
  audio::Scan fewer = scan;
  std::erase_if(fewer.files, [](const auto& file) { return file.path.native().ends_with("7.wav"); });
  const auto all = shard_paths(scan, {.number = 2, .of = 3});
  const auto left = shard_paths(fewer, {.number = 2, .of = 3});
  EXPECT_TRUE(std::ranges::includes(all, left));
  for (const auto& file : fewer.files) {
    EXPECT_EQ(all.contains(file.path.native()), left.contains(file.path.native())) << file.path;
  }
}

TEST(Shards, TracksOfOneSheetStayTogether) {
  const auto paths = shard_paths(large_scan(), {.number = 1, .of = 4});
  std::size_t tracks = 0;
  for (int album = 0; album < 10; ++album) {
    const std::string name = "album " + std::to_string(album) + ".flac#0";
    const bool first = paths.contains(name + "1");
    EXPECT_EQ(paths.contains(name + "2"), first);
    EXPECT_EQ(paths.contains(name + "3"), first);
    tracks += first ? 1 : 0;
  }
  EXPECT_GT(tracks, 0U);
  EXPECT_LT(tracks, 10U);
}

}  // namespace
}  // namespace mrec::catalogue
