#include "mrec/library/index_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <utility>

#include "library/same_index.h"
#include "library/sample_rows.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::library {
namespace {

using testing::read_bytes;
using testing::TempFolder;
using testing::throws_error;
using testing::write_bytes;

const Workers kWorkers(1);

const IndexSources kSources{.library = {.size_bytes = 5'000'000'000, .mtime_us = 1'700'000'000'123'456},
                            .model = {.size_bytes = 182'056, .mtime_us = -1},
                            .embedding = "musicnn",
                            .features = "{\"version\": 9}"};

IndexSources later_sources() {
  IndexSources sources = kSources;
  sources.library = {.size_bytes = 5'000'000'100, .mtime_us = 1'700'000'001'000'000};
  return sources;
}

KeptIndex read(const std::filesystem::path& path) {
  auto kept = read_index(path);
  EXPECT_TRUE(kept) << path;
  return kept ? std::move(*kept) : KeptIndex{.index = sample_index({.tracks = 1}), .sources = {}};
}

TEST(IndexFile, LiesBesideTheLibrary) {
  EXPECT_EQ(index_path_of("/x/library.jsonl"), "/x/library.jsonl.index");
  EXPECT_EQ(index_path_of("plain"), "plain.index");
  EXPECT_EQ(more_path_of("/x/library.jsonl.index"), "/x/library.jsonl.index.more");
}

TEST(IndexFile, ComesBackAsItWasWritten) {
  const TempFolder folder;
  for (const std::size_t tracks : {1U, 2U, 31U, 32U, 33U, 100U}) {
    const Index index = sample_index({.tracks = tracks});
    write_index(folder / "i", index, kSources);
    const KeptIndex kept = read(folder / "i");
    EXPECT_EQ(kept.sources, kSources);
    expect_same_index(kept.index, index);
  }
}

TEST(IndexFile, KeepsBytesThatAreNotUtf8AndTracksOfCueSheets) {
  const TempFolder folder;
  IndexRows rows = sample_rows({.tracks = 2});
  rows.tracks[0].track.path = "caf\xE9/\xF0\x9F\x8E\xB5 \"\\\n.mp3";
  rows.tracks[0].track.artist = "Bj\xF6rk";
  rows.tracks[1].track.path = "album.cue#2";
  rows.tracks[1].track.file = "caf\xE9/album.wav";
  rows.tracks[1].track.start_s = 1.0 / 75;
  rows.tracks[1].track.end_s = 200.5;
  const Index index({.root = "/m\xFFsic", .genres = {"g0", "g1", "g2"}}, std::move(rows), kWorkers);
  write_index(folder / "i", index, kSources);
  const KeptIndex kept = read(folder / "i");
  expect_same_index(kept.index, index);
  const auto section = kept.index.find("album.cue#2");
  ASSERT_TRUE(section);
  EXPECT_TRUE(kept.index.is_section(*section));
  EXPECT_EQ(kept.index.track(*section).start_s, 1.0 / 75);
  EXPECT_TRUE(kept.index.find("caf\xE9/\xF0\x9F\x8E\xB5 \"\\\n.mp3"));
}

TEST(IndexFile, TheSameContentGivesTheSameBytes) {
  const TempFolder folder;
  write_index(folder / "a", sample_index(), kSources);
  write_index(folder / "b", Index(sample_header(), sample_rows({}), Workers(4)), kSources);
  EXPECT_EQ(read_bytes(folder / "a"), read_bytes(folder / "b"));
  write_index(folder / "c", read(folder / "a").index, kSources);
  EXPECT_EQ(read_bytes(folder / "a"), read_bytes(folder / "c"));
}

TEST(IndexFile, ChangesAreWrittenBesideIt) {
  const TempFolder folder;
  write_index(folder / "i", sample_index(), kSources);
  const std::string base = read_bytes(folder / "i");
  KeptIndex kept = read(folder / "i");
  const Index first = kept.index.changed(sample_rows({.first = 100, .tracks = 3}), {1, 2}, 5, kWorkers);
  write_changes(folder / "i", first, later_sources());
  EXPECT_EQ(read_bytes(folder / "i"), base);
  kept = read(folder / "i");
  EXPECT_EQ(kept.sources, later_sources());
  expect_same_index(kept.index, first);
  const Index second = kept.index.changed(sample_rows({.first = 101, .tracks = 40}), {7}, 4, kWorkers);
  write_changes(folder / "i", second, kSources);
  EXPECT_EQ(read_bytes(folder / "i"), base);
  kept = read(folder / "i");
  EXPECT_EQ(kept.sources, kSources);
  expect_same_index(kept.index, second);
}

TEST(IndexFile, AnIndexMadeAnewForgetsWhatWasAddedToTheOldOne) {
  const TempFolder folder;
  write_index(folder / "i", sample_index(), kSources);
  write_changes(folder / "i", read(folder / "i").index.changed({}, {1}, 0, kWorkers), later_sources());
  EXPECT_EQ(read(folder / "i").index.tracks(), 39U);
  write_index(folder / "i", sample_index(), later_sources());
  EXPECT_EQ(read(folder / "i").index.tracks(), 40U);
  EXPECT_FALSE(std::filesystem::exists(folder / "i.more"));
}

TEST(IndexFile, WhatWasAddedToAnotherDoesNotCount) {
  const TempFolder folder;
  write_index(folder / "i", sample_index(), kSources);
  write_changes(folder / "i", read(folder / "i").index.changed({}, {1}, 0, kWorkers), later_sources());
  const std::string more = read_bytes(folder / "i.more");
  IndexRows record = sample_rows({});
  ++record.tracks[3].record;
  IndexRows sound = sample_rows({});
  sound.embeddings(3, 1) += 1;
  write_index(folder / "sources", sample_index(), later_sources());
  write_index(folder / "record", Index(sample_header(), std::move(record), kWorkers), kSources);
  write_index(folder / "sound", Index(sample_header(), std::move(sound), kWorkers), kSources);
  write_index(folder / "fewer", sample_index({.tracks = 39}), kSources);
  for (const char* name : {"sources", "record", "sound", "fewer"}) {
    write_bytes(more_path_of(folder / name), more);
    const KeptIndex kept = read(folder / name);
    EXPECT_EQ(kept.index.more(), nullptr) << name;
    EXPECT_EQ(kept.index.tracks(), kept.index.size()) << name;
  }
  write_index(folder / "same", sample_index(), kSources);
  write_bytes(folder / "same.more", more);
  EXPECT_EQ(read(folder / "same").index.tracks(), 39U);
}

TEST(IndexFile, StaysAsItWasForThoseWhoReadItWhenItIsReplaced) {
  const TempFolder folder;
  write_index(folder / "i", sample_index(), kSources);
  const KeptIndex old = read(folder / "i");
  write_index(folder / "i", sample_index({.first = 900, .tracks = 3}), kSources);
  expect_same_index(old.index, sample_index());
}

TEST(IndexFile, ThatIsNotThereIsNone) {
  const TempFolder folder;
  EXPECT_FALSE(read_index(folder / "missing"));
  EXPECT_FALSE(read_index(folder.path()));
  write_index(folder / "i", sample_index(), kSources);
  std::filesystem::create_directory(folder / "i.more");
  EXPECT_EQ(read(folder / "i").index.tracks(), 40U);
}

TEST(IndexFile, ThatCannotBeWrittenSaysSo) {
  const TempFolder folder;
  EXPECT_TRUE(throws_error(ErrorKind::kIo, folder.path().string(),
                           [&] { write_index(folder.path(), sample_index(), kSources); }));
  write_index(folder / "i", sample_index(), kSources);
  std::filesystem::create_directory(folder / "i.more");
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "i.more", [&] {
    write_changes(folder / "i", read(folder / "i").index.changed({}, {1}, 0, kWorkers), kSources);
  }));
}

TEST(IndexSources, OfOneKindMayDifferInTheLibraryOnly) {
  EXPECT_TRUE(kSources.same_kind(later_sources()));
  EXPECT_FALSE(kSources == later_sources());
  for (int changed = 0; changed < 4; ++changed) {
    IndexSources sources = kSources;
    if (changed == 0) ++sources.model.size_bytes;
    if (changed == 1) ++sources.model.mtime_us;
    if (changed == 2) sources.embedding = "cnn";
    if (changed == 3) sources.features += ' ';
    EXPECT_FALSE(sources.same_kind(kSources)) << changed;
    EXPECT_FALSE(sources == kSources) << changed;
  }
}

TEST(FileStamp, TellsSizeAndTime) {
  const TempFolder folder;
  write_bytes(folder / "f", "four");
  const struct timespec times[2] = {{.tv_sec = 1, .tv_nsec = 0},
                                    {.tv_sec = 1'700'000'000, .tv_nsec = 123'456'789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (folder / "f").c_str(), times, 0), 0);
  EXPECT_EQ(stamp_of(folder / "f"), (FileStamp{.size_bytes = 4, .mtime_us = 1'700'000'000'123'456}));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "/nowhere/l: cannot be read (No such file or directory)",
                           [] { stamp_of("/nowhere/l"); }));
}

}  // namespace
}  // namespace mrec::library
