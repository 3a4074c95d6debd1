#include "mrec/catalogue/update.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "catalogue/update_fixture.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;
using mrec::testing::write_bytes;

class Update : public testing::Updates {
 protected:
  Update() {
    music_.add("a.wav", 200);
    music_.add("b.wav", 300);
    music_.add("album/c.wav", 400);
  }
};

TEST_F(Update, OnlyWhatIsNewOrChangedIsAnalysed) {
  UpdateCount count = run();
  EXPECT_EQ(count.files, 3U);
  EXPECT_EQ(count.analysed, 3U);
  const std::string first = bytes();
  count = run();
  EXPECT_EQ(count.unchanged, 3U);
  EXPECT_EQ(count.analysed, 0U);
  EXPECT_EQ(bytes(), first);
  EXPECT_EQ(said_.items.size(), 3U);

  fs::remove(file("a.wav"));
  music_.add("a.wav", 250);
  fs::last_write_time(file("a.wav"), fs::last_write_time(file("b.wav")) + std::chrono::seconds(5));
  music_.add("d.wav", 500);
  count = run();
  EXPECT_EQ(count.analysed, 2U);
  EXPECT_EQ(count.unchanged, 2U);
  EXPECT_EQ(bytes(), bytes_anew());
}

TEST_F(Update, ATouchedFileIsKnownByItsContent) {
  run({.relabel = true}, "hum");
  fs::last_write_time(file("a.wav"), fs::last_write_time(file("a.wav")) - std::chrono::hours(5));
  const UpdateCount count = run();
  EXPECT_EQ(count.reused, 1U);
  EXPECT_EQ(count.analysed, 0U);
  EXPECT_EQ(facts("a.wav").label, "hum");
  EXPECT_EQ(bytes(), bytes_anew("hum"));
}

TEST_F(Update, MovedAndCopied) {
  run();
  fs::rename(file("a.wav"), file("z.wav"));
  fs::copy_file(file("b.wav"), file("y.wav"));
  const UpdateCount count = run();
  EXPECT_EQ(count.reused, 2U);
  EXPECT_EQ(count.analysed, 0U);
  EXPECT_EQ(count.dropped, 0U) << "it is still there under another name";
  EXPECT_EQ(bytes(), bytes_anew());
}

TEST_F(Update, MovedIsNotMissing) {
  run();
  fs::rename(file("a.wav"), file("z.wav"));
  fs::remove(file("b.wav"));
  const UpdateCount count = run({.keep_missing = true});
  EXPECT_EQ(count.missing, 1U);
  EXPECT_EQ(count.dropped, 0U);
  EXPECT_FALSE(holds("a.wav"));
  EXPECT_TRUE(holds("b.wav"));
  EXPECT_TRUE(holds("z.wav"));
  EXPECT_TRUE(said_.warnings.empty());
}

TEST_F(Update, WhatIsGoneIsDroppedUnlessItsFolderIsDoubtful) {
  run();
  fs::remove(file("a.wav"));
  fs::remove(file("album/c.wav"));
  const UpdateCount count = run();
  EXPECT_EQ(count.dropped, 1U);
  EXPECT_EQ(count.missing, 1U);
  EXPECT_FALSE(holds("a.wav"));
  EXPECT_TRUE(holds("album/c.wav"));
  ASSERT_EQ(said_.warnings.size(), 1U);
  EXPECT_TRUE(said_.warnings[0].starts_with(file("album").string() + ": is empty or cannot be read"));
}

TEST_F(Update, WhatWasNotWalkedThroughStays) {
  run();
  fs::remove(file("a.wav"));
  music_.add("album/d.wav", 450);
  run({.folders = {file("album")}});
  EXPECT_TRUE(holds("a.wav"));
  EXPECT_TRUE(holds("album/d.wav"));
}

TEST_F(Update, LabelsChangeOnlyWhenAsked) {
  run({.relabel = true}, "hum");
  const UpdateCount count = run({}, "hiss");
  EXPECT_EQ(count.unchanged, 3U);
  EXPECT_EQ(facts("a.wav").label, "hum");
  EXPECT_EQ(run({.relabel = true}, "hiss").analysed, 0U);
  EXPECT_EQ(bytes(), bytes_anew("hiss"));
  EXPECT_EQ(facts("album/c.wav").label, "hiss");
}

/// By name, and by content where the name is new.
TEST_F(Update, LabelsOfALibraryThatIsDoneAnewStay) {
  run({.relabel = true}, "hum");
  const Contents replaced = read_contents(library_);
  fs::remove(library_);
  fs::rename(file("a.wav"), file("z.wav"));
  music_.add("new.wav", 900);
  run({.replaced = &replaced});
  for (const char* name : {"b.wav", "album/c.wav", "z.wav"}) EXPECT_EQ(facts(name).label, "hum") << name;
  EXPECT_EQ(facts("new.wav").label, "");
  fs::remove(library_);
  run({.relabel = true, .replaced = &replaced}, "hiss");
  EXPECT_EQ(facts("z.wav").label, "hiss");
}

TEST_F(Update, FailuresAreRememberedUntilTheyAreRetried) {
  write_bytes(file("bad.wav"), "no sound");
  UpdateCount count = run();
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.analysed, 4U);
  count = run();
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.failed_before, 1U);
  EXPECT_EQ(count.analysed, 0U);
  const std::string before = bytes();
  count = run({.retry = true});
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.failed_before, 0U);
  EXPECT_EQ(count.analysed, 1U);
  EXPECT_EQ(bytes(), before);
  fs::rename(file("bad.wav"), file("worse.wav"));
  count = run();
  EXPECT_EQ(count.reused, 1U) << "it is not read again under another name either";
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(bytes(), bytes_anew());
}

TEST_F(Update, TracksOfASheetTakeThePlaceOfTheirFile) {
  run();
  write_bytes(file("a.cue"),
              "FILE \"a.wav\" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n"
              " TRACK 02 AUDIO\n  INDEX 01 00:00:15\n");
  const UpdateCount count = run();
  EXPECT_EQ(count.analysed, 2U);
  EXPECT_EQ(count.dropped, 1U);
  EXPECT_FALSE(holds("a.wav"));
  EXPECT_TRUE(holds("a.wav#02"));
  EXPECT_EQ(run().unchanged, 4U);
  EXPECT_EQ(bytes(), bytes_anew());
}

/// Then the time of its tracks stays that of the audio file.
TEST_F(Update, AChangedSheetThatIsOlderThanItsFile) {
  const std::string sheet =
      "FILE \"a.wav\" WAVE\n TRACK 01 AUDIO\n  INDEX 01 00:00:00\n TRACK 02 AUDIO\n  INDEX 01 00:00:";
  write_bytes(file("a.cue"), sheet + "15\n");
  fs::last_write_time(file("a.wav"), fs::file_time_type::clock::now() + std::chrono::hours(1));
  run();
  write_bytes(file("a.cue"), sheet + "30\n");
  EXPECT_EQ(run().analysed, 2U);
  EXPECT_EQ(bytes(), bytes_anew());
}

TEST_F(Update, OnlyTheFilesAskedForAreDone) {
  const audio::Scan scan = music_.scan();
  LibraryFile::create(library_, music_.header());
  LibraryFile file(library_);
  const std::vector<std::size_t> places = {1};
  const std::vector<std::string> labels(3);
  const auto count = update_library(file, {.scan = scan, .files = places, .labels = labels}, *extractor_,
                                    {.folders = {music_.path()}}, said_);
  EXPECT_EQ(count.files, 1U);
  EXPECT_EQ(read_contents(library_).entries.size(), 1U);
  EXPECT_TRUE(holds(scan.files[1].path));
}

}  // namespace
}  // namespace mrec::catalogue
