#include "mrec/features/extraction.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <utility>

#include "mrec/core/interrupt.h"
#include "support/audio_fixture.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

/// Keeps what it is told, in order.
class Notes : public Progress {
 public:
  void advance(std::size_t done, std::size_t total, std::string_view item) override {
    done_.push_back(std::to_string(done) + "/" + std::to_string(total) + " " + std::string(item));
  }
  void warn(std::string_view message) override { warnings_.emplace_back(message); }

  std::vector<std::string> done_;
  std::vector<std::string> warnings_;
};

/// Keeps the tracks and calls `at_write` before each with the number of those before it.
class Collector : public TrackWriter {
 public:
  explicit Collector(std::function<void(std::size_t)> at_write = {}) : at_write_(std::move(at_write)) {}

  void write(const TrackFeatures& track) override {
    if (at_write_) at_write_(tracks_.size());
    tracks_.push_back(track);
  }
  void finish() override { ++finished_; }

  std::vector<TrackFeatures> tracks_;
  int finished_ = 0;

 private:
  std::function<void(std::size_t)> at_write_;
};

class ExtractFiles : public ::testing::Test {
 protected:
  /// Writes a tone and adds it to the scan.
  void add(const std::string& path, double seconds) {
    mrec::testing::write_sound(scan_.root / path,
                               {.samples = mrec::testing::make_tone(seconds, 8000, 1, 440), .rate_hz = 8000});
    add_entry(path);
  }
  void add_broken(const std::string& path) {
    mrec::testing::write_bytes(scan_.root / path, "no sound");
    add_entry(path);
  }

  ExtractionCount extract(int threads, TrackWriter& writer, Progress& progress) const {
    return extract_files(scan_, labels_, extractor_, Workers(threads), writer, progress);
  }

  const mrec::testing::TempFolder folder_;
  audio::Scan scan_{.root = folder_.path(), .files = {}, .warnings = {}};
  std::vector<std::string> labels_;
  const Extractor extractor_{
      {.rate_hz = 8000, .n_fft = 256, .hop = 200, .n_mels = 20, .n_mfcc = 4, .chunk_s = 0.1, .excerpt_s = 0}};

 private:
  void add_entry(const std::string& path) {
    const std::size_t number = scan_.files.size() + 1;
    scan_.files.push_back(
        {.path = path, .size_bytes = 100 + number, .mtime_us = -static_cast<std::int64_t>(number)});
    labels_.push_back(number % 2 == 0 ? "even" : "");
  }
};

TEST_F(ExtractFiles, WritesTracksInTheOrderOfTheScan) {
  for (int i = 0; i < 20; ++i) {  // every fifth takes a hundred times as long as the others
    add("t" + std::to_string(100 - i) + ".wav", i % 5 == 0 ? 20 : 0.2);
  }
  Collector alone;
  for (const int threads : {1, 4}) {
    Collector writer;
    Notes notes;
    const ExtractionCount count = extract(threads, writer, notes);
    EXPECT_EQ(count.files, 20U);
    EXPECT_EQ(count.failed, 0U);
    EXPECT_EQ(writer.finished_, 1);
    ASSERT_EQ(writer.tracks_.size(), 20U);
    for (std::size_t i = 0; i < 20; ++i) {
      const TrackFeatures& track = writer.tracks_[i];
      EXPECT_EQ(track.path, scan_.files[i].path);
      EXPECT_EQ(track.size_bytes, scan_.files[i].size_bytes);
      EXPECT_EQ(track.mtime_us, scan_.files[i].mtime_us);
      EXPECT_EQ(track.label, labels_[i]);
      EXPECT_EQ(track.error, "");
      EXPECT_NEAR(track.duration_s, i % 5 == 0 ? 20 : 0.2, 1e-6);
      EXPECT_EQ(track.chunks.size(), i % 5 == 0 ? 200U : 2U);
    }
    ASSERT_EQ(notes.done_.size(), 20U);
    EXPECT_EQ(notes.done_.front(), "1/20 t100.wav");
    EXPECT_EQ(notes.done_.back(), "20/20 t81.wav");
    EXPECT_TRUE(notes.warnings_.empty());
    if (threads == 1) alone.tracks_ = writer.tracks_;
    for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(writer.tracks_[i].chunks, alone.tracks_[i].chunks) << i;
  }
}

TEST_F(ExtractFiles, FailedFilesAreWrittenAndTold) {
  add("a.wav", 0.2);
  add_broken("folder/b\xF6.wav");
  add("c.wav", 0.2);
  add_broken("d.wav");
  std::filesystem::remove(scan_.root / "d.wav");
  for (const int threads : {1, 4}) {
    Collector writer;
    Notes notes;
    const ExtractionCount count = extract(threads, writer, notes);
    EXPECT_EQ(count.files, 4U);
    EXPECT_EQ(count.failed, 2U);
    ASSERT_EQ(writer.tracks_.size(), 4U);
    EXPECT_EQ(writer.tracks_[0].error, "");
    EXPECT_EQ(writer.tracks_[2].error, "");
    EXPECT_EQ(writer.tracks_[1].path, "folder/b\xF6.wav") << "a path is bytes";
    EXPECT_EQ(writer.tracks_[1].size_bytes, 102U);
    EXPECT_TRUE(writer.tracks_[1].chunks.empty());
    ASSERT_EQ(notes.warnings_.size(), 2U);
    EXPECT_EQ(notes.warnings_[0], "folder/b\xEF\xBF\xBD.wav: " + writer.tracks_[1].error)
        << "what is told is text";
    EXPECT_EQ(notes.warnings_[1], "d.wav: " + writer.tracks_[3].error);
    EXPECT_NE(writer.tracks_[1].error, "");
    EXPECT_NE(writer.tracks_[3].error, "");
    ASSERT_EQ(notes.done_.size(), 4U);
    EXPECT_EQ(notes.done_[3], "4/4 d.wav");
  }
}

TEST_F(ExtractFiles, NoFiles) {
  Collector writer;
  Notes notes;
  const ExtractionCount count = extract(4, writer, notes);
  EXPECT_EQ(count.files, 0U);
  EXPECT_EQ(writer.finished_, 1);
  EXPECT_TRUE(notes.done_.empty());
}

TEST_F(ExtractFiles, OnlyAFewTracksAThreadAreReadBeforeTheyAreWritten) {
  for (int i = 0; i < 40; ++i) add(std::to_string(i) + ".wav", 0.1);
  for (const int threads : {1, 4}) {
    const auto hide = [&](std::size_t first, const char* from, const char* to) {
      for (std::size_t i = first; i < scan_.files.size(); ++i) {
        const auto name = [&](const char* ending) { return scan_.root / (std::to_string(i) + ending); };
        std::filesystem::rename(name(from), name(to));
      }
    };
    // What lies far enough behind the first track is gone when that one is written, so it cannot have been
    // read.
    const std::size_t far = static_cast<std::size_t>(threads) * 5;
    Collector writer([&](std::size_t written) {
      if (written == 0) hide(far, ".wav", ".hidden");
    });
    Notes notes;
    EXPECT_EQ(extract(threads, writer, notes).failed, 40 - far) << threads;
    for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(writer.tracks_[i].error.empty(), i < far) << i;
    hide(far, ".hidden", ".wav");
  }
}

TEST_F(ExtractFiles, WhatTheWriterThrowsEndsTheWork) {
  for (int i = 0; i < 20; ++i) add(std::to_string(i) + ".wav", 0.1);
  for (const int threads : {1, 4}) {
    Collector writer([](std::size_t written) {
      if (written == 3) throw std::runtime_error("disk full");
    });
    Notes notes;
    EXPECT_THROW(extract(threads, writer, notes), std::runtime_error);
    EXPECT_EQ(writer.tracks_.size(), 3U);
    EXPECT_EQ(notes.done_.size(), 3U);
    EXPECT_EQ(writer.finished_, 0) << "half a file is never ended as if it were whole";
  }
}

/// Exits with 42 when the request made at the third track ended the work by Interrupted, long before its end.
template <class Extract>
void interrupt_at_the_third_track(Extract extract) {
  Collector writer([](std::size_t written) {
    if (written == 2) request_interrupt();
  });
  Notes notes;
  try {
    extract(writer, notes);
  } catch (const Interrupted&) {
    const bool early = writer.tracks_.size() >= 3 && writer.tracks_.size() < 30;
    std::_Exit(early && writer.finished_ == 0 && notes.warnings_.empty() ? 42 : 2);
  }
  std::_Exit(1);
}

// A request cannot be taken back, so it is made in a process of its own.
TEST_F(ExtractFiles, StopsWhenAskedTo) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int i = 0; i < 60; ++i) add(std::to_string(i) + ".wav", 0.1);
  for (const int threads : {1, 4}) {
    EXPECT_EXIT(interrupt_at_the_third_track(
                    [&](TrackWriter& writer, Progress& progress) { extract(threads, writer, progress); }),
                ::testing::ExitedWithCode(42), "");
  }
}

}  // namespace
}  // namespace mrec::features
