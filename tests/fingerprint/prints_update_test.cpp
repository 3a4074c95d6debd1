#include "mrec/fingerprint/prints_update.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "fingerprint/melody.h"
#include "mrec/core/file_lock.h"
#include "mrec/fingerprint/recognise.h"
#include "support/audio_fixture.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::fingerprint {
namespace {

namespace fs = std::filesystem;

class Told : public Progress {
 public:
  void advance(std::size_t done, std::size_t total, std::string_view item) override {
    EXPECT_LE(done, total);
    items.emplace_back(item);
  }
  void warn(std::string_view message) override { warnings.emplace_back(message); }

  std::vector<std::string> items;
  std::vector<std::string> warnings;
};

class PrintsUpdate : public ::testing::Test {
 protected:
  void add(const std::string& name, std::uint64_t seed, double seconds = 8) {
    testing::write_sound(folder_ / name,
                         {.samples = testing::melody(seed, seconds, 1, 16000), .rate_hz = 16000});
    sources_.push_back(
        {.path = name, .size_bytes = fs::file_size(folder_ / name), .mtime_us = 1, .file = folder_ / name});
  }
  Prints update() {
    told_ = Told();
    return update_prints(file_, sources_, {.processes = 1}, told_);
  }

  testing::TempFolder folder_;
  fs::path file_ = folder_ / "library.jsonl.fingerprints";
  std::vector<TrackSource> sources_;
  Told told_;
};

TEST_F(PrintsUpdate, MakesWhatIsMissingOnce) {
  add("a.wav", 1);
  add("b.wav", 2);
  EXPECT_TRUE(update().missing().empty());
  EXPECT_EQ(told_.items, (std::vector<std::string>{"a.wav", "b.wav"}));
  const std::string first = testing::read_bytes(file_);
  (void)update();
  EXPECT_TRUE(told_.items.empty());
  EXPECT_EQ(testing::read_bytes(file_), first);
  add("c.wav", 3);
  sources_[0].mtime_us = 2;
  EXPECT_TRUE(update().missing().empty());
  EXPECT_EQ(told_.items, (std::vector<std::string>{"a.wav", "c.wav"}));
  EXPECT_TRUE(told_.warnings.empty());
  EXPECT_FALSE(fs::exists(file_.native() + ".lock"));
}

TEST_F(PrintsUpdate, AreMadeOfTheWholeTrackOrItsSection) {
  add("a.wav", 5, 40);
  sources_.push_back(sources_[0]);
  sources_[0].path = "a.wav#01";
  sources_[0].section = audio::Section{.start_s = 0, .end_s = 20};
  sources_[1].path = "a.wav#02";
  sources_[1].section = audio::Section{.start_s = 20, .end_s = 0};
  const Prints prints = update();
  EXPECT_NEAR(static_cast<double>(prints.frames()), 40 * kFramesPerSecond, 10);
  const auto whole = testing::melody(5, 40);
  for (const double start_s : {2.0, 14.0, 21.0, 34.0}) {
    const auto found = recognise(testing::clip_of(testing::part(whole, start_s, 5)), prints, Workers(1));
    ASSERT_EQ(found.size(), 1U) << start_s;
    EXPECT_EQ(found[0].source, start_s < 20 ? 0U : 1U);
    EXPECT_NEAR(found[0].position_s, start_s < 20 ? start_s : start_s - 20, 0.06);
  }
}

TEST_F(PrintsUpdate, AFileThatCannotBeDecodedIsToldOfOnce) {
  add("a.wav", 1);
  testing::write_bytes(folder_ / "bad.mp3", "no sound");
  sources_.push_back({.path = "bad.mp3", .size_bytes = 8, .mtime_us = 1, .file = folder_ / "bad.mp3"});
  EXPECT_TRUE(update().missing().empty());
  ASSERT_EQ(told_.warnings.size(), 1U);
  EXPECT_NE(told_.warnings[0].find("bad.mp3"), std::string::npos);
  (void)update();
  EXPECT_TRUE(told_.warnings.empty());
}

TEST_F(PrintsUpdate, WhatTheDiskIsToBlameForIsTriedAgain) {
  fs::create_directory(folder_ / "a.wav");  // as good as a disk that does not answer
  sources_.push_back({.path = "a.wav", .size_bytes = 8, .mtime_us = 1, .file = folder_ / "a.wav"});
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(update().missing(), std::vector<std::size_t>{0});
    ASSERT_EQ(told_.warnings.size(), 1U);
    EXPECT_NE(told_.warnings[0].find("a.wav"), std::string::npos);
  }
}

TEST_F(PrintsUpdate, AFileThatIsNotThereIsTriedAgain) {
  add("a.wav", 1);
  sources_.push_back({.path = "gone.mp3", .size_bytes = 8, .mtime_us = 1, .file = folder_ / "gone.mp3"});
  EXPECT_EQ(update().missing(), std::vector<std::size_t>{1});
  EXPECT_EQ(told_.items, std::vector<std::string>{"a.wav"});
  (void)update();
  ASSERT_EQ(told_.warnings.size(), 1U);
  EXPECT_NE(told_.warnings[0].find("1 track is not recognised"), std::string::npos) << told_.warnings[0];
  EXPECT_NE(told_.warnings[0].find("gone.mp3"), std::string::npos) << told_.warnings[0];
}

TEST_F(PrintsUpdate, DamageIsMadeAgainAndForeignFilesStay) {
  add("a.wav", 1);
  (void)update();
  const std::string whole = testing::read_bytes(file_);
  testing::write_bytes(file_, whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(update().missing().empty());
  EXPECT_EQ(testing::read_bytes(file_), whole);
  testing::write_bytes(file_, "my diary");
  EXPECT_TRUE(
      testing::throws_error(ErrorKind::kFormat, "is not a file of fingerprints", [&] { (void)update(); }));
  EXPECT_EQ(testing::read_bytes(file_), "my diary");
}

TEST_F(PrintsUpdate, WhereNothingCanBeWrittenTheyAreMadeAllTheSame) {
  add("a.wav", 1);
  testing::write_bytes(folder_ / "no_folder", "");
  const fs::path nowhere = folder_ / "no_folder" / "library.fingerprints";
  EXPECT_TRUE(update_prints(nowhere, sources_, {.processes = 1}, told_).missing().empty());
  ASSERT_EQ(told_.warnings.size(), 1U);
  EXPECT_NE(told_.warnings[0].find("made again next time"), std::string::npos);
}

TEST_F(PrintsUpdate, OneAtATime) {
  add("a.wav", 1);
  FileLock lock(file_.native() + ".lock");
  ASSERT_TRUE(lock.try_lock());
  EXPECT_EQ(update().missing().size(), 1U) << "they are not made";
  ASSERT_EQ(told_.warnings.size(), 1U);
  EXPECT_NE(told_.warnings[0].find("is being made by another mrec"), std::string::npos);
}

}  // namespace
}  // namespace mrec::fingerprint
