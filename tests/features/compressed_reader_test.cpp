#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "features/feature_samples.h"
#include "mrec/core/compression.h"
#include "mrec/core/error.h"
#include "mrec/features/feature_store.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using testing::compressed_features;
using testing::failed_track;
using testing::small_chunk;
using testing::small_header;
using testing::small_track;
using testing::written_features;

struct Content {
  std::vector<TrackFeatures> tracks;
  bool torn = false;
};

class CompressedReader : public ::testing::Test {
 protected:
  Content read(const std::string& bytes) {
    std::filesystem::remove(path_);  // some file systems write an old file's new content to disk at once
    write_bytes(path_, bytes);
    FeatureReader reader(path_);
    Content content;
    while (auto track = reader.next()) content.tracks.push_back(std::move(*track));
    content.torn = reader.torn();
    return content;
  }

  static TrackFeatures named(const std::string& path, float scale) {
    TrackFeatures track = small_track();
    track.path = path;
    track.chunks = {small_chunk(scale)};
    return track;
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x.jsonl";  // the content counts, not the name
};

TEST_F(CompressedReader, SameAsPlain) {
  std::vector<TrackFeatures> tracks;
  std::string plain = to_line(small_header());
  std::string frames = as_record(plain, RecordForm::kCompressed);
  for (int i = 0; i < 3000; ++i) {  // more than one block of the file and of the text
    tracks.push_back(named("t" + std::to_string(i), static_cast<float>(i)));
    const std::string line = to_line(tracks.back(), small_header());
    plain += line;
    frames += as_record(line, RecordForm::kCompressed);
  }
  for (const std::string& bytes :
       {plain, frames, compress(plain), compress(plain.substr(0, 777)) + compress(plain.substr(777))}) {
    const Content content = read(bytes);
    EXPECT_FALSE(content.torn);
    ASSERT_EQ(content.tracks.size(), tracks.size());
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      EXPECT_EQ(content.tracks[i].path, tracks[i].path);
      EXPECT_EQ(content.tracks[i].chunks, testing::rounded(tracks[i]).chunks);
    }
  }
}

TEST_F(CompressedReader, TruncatedAnywhere) {
  const std::string header = as_record(to_line(small_header()), RecordForm::kCompressed);
  const std::string first =
      header + as_record(to_line(small_track(), small_header()), RecordForm::kCompressed);
  const std::string bytes =
      first + as_record(to_line(failed_track(), small_header()), RecordForm::kCompressed);
  for (std::size_t length = 0; length < header.size(); ++length) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, path_.string(), [&] { read(bytes.substr(0, length)); }))
        << length;
  }
  for (std::size_t length = header.size(); length <= bytes.size(); ++length) {
    const Content content = read(bytes.substr(0, length));
    EXPECT_EQ(content.tracks.size(), length == bytes.size()   ? 2U
                                     : length >= first.size() ? 1U
                                                              : 0U)
        << length;
    EXPECT_EQ(content.torn, length != header.size() && length != first.size() && length != bytes.size())
        << length;
  }
}

/// A library that another program compressed as one piece: what could be read counts.
TEST_F(CompressedReader, TornForeignFiles) {
  std::string plain = written_features();
  for (int i = 0; i < 20000; ++i) plain += to_line(named("t" + std::to_string(i), 50), small_header());
  const std::string frame = compress(plain);
  const Content content = read(frame.substr(0, frame.size() / 2));
  EXPECT_TRUE(content.torn);
  EXPECT_GT(content.tracks.size(), 1000U);
  EXPECT_LT(content.tracks.size(), 20000U);
  EXPECT_TRUE(read(frame.substr(0, frame.size() - 1)).torn);
}

TEST_F(CompressedReader, FlippedBitsAreNeverOtherNumbers) {
  const std::string header = as_record(to_line(small_header()), RecordForm::kCompressed);
  const std::string frame = as_record(to_line(small_track(), small_header()), RecordForm::kCompressed);
  const std::string last = as_record(to_line(failed_track(), small_header()), RecordForm::kCompressed);
  std::size_t refused = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = frame;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      try {
        for (const TrackFeatures& track : read(header + damaged + last).tracks) {
          if (!track.error.empty()) continue;
          EXPECT_EQ(track.chunks, testing::rounded(small_track()).chunks) << i << ' ' << bit;
        }
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kFormat);
        const std::string message = error.what();  // of the line behind, where there seems to be no checksum
        EXPECT_TRUE(message.starts_with(path_.string() + ": line 2: ") ||
                    message.starts_with(path_.string() + ": line 3: "))
            << message;
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, frame.size() * 8 * 9 / 10);
}

TEST_F(CompressedReader, DamageNamesTheLine) {
  std::string bytes = compressed_features(small_track(), failed_track());
  for (int i = 0; i < 20; ++i)
    bytes += as_record(to_line(named("t" + std::to_string(i), 3), small_header()), RecordForm::kCompressed);
  EXPECT_TRUE(throws_error(
      ErrorKind::kFormat, path_.string() + ": line 24: ", [&] { read(bytes + "garbage that is no frame"); }));
}

/// Lines that are longer than any of a feature file, in a few bytes.
TEST_F(CompressedReader, BombsAreRefused) {
  const std::string bomb = compress(std::string(3000000, ' '));
  std::string many = bomb;
  many += bomb + bomb;
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "too long", [&] { read(many); }));
  const std::string object = compress("{\"x\":\"" + std::string(3000000, 'x'));
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "too long", [&] { read(object); }));
}

TEST(FeatureReaderDuplicates, TheFirstOfAPathCounts) {
  const TempFolder folder;
  TrackFeatures changed = small_track();
  changed.duration_s = 99;
  const auto count = [&](const std::string& bytes) {
    write_bytes(folder / "x", bytes);
    FeatureReader reader(folder / "x");
    EXPECT_EQ(reader.next()->duration_s, small_track().duration_s);
    std::size_t more = 0;
    while (reader.next()) ++more;
    return more;
  };
  EXPECT_EQ(count(written_features(small_track(), failed_track(), changed, failed_track())), 1U);
  EXPECT_EQ(count(compressed_features(small_track(), changed)), 0U);
}

TEST(FeatureReaderKeys, WhatIsNew) {
  const TempFolder folder;
  TrackFeatures track = small_track();
  track.content_hash = "00ff";
  track.damage = "breaks off after 3 s";
  track.file = "album.flac";
  track.section = {.start_s = 0, .end_s = 0};
  TrackFeatures failed = failed_track();
  failed.content_hash = "11";
  write_bytes(folder / "x", written_features(track, failed));
  FeatureReader reader(folder / "x");
  const auto first = reader.next();
  EXPECT_EQ(first->content_hash, "00ff");
  EXPECT_EQ(first->damage, track.damage);
  EXPECT_EQ(first->file, track.file);
  EXPECT_EQ(first->section, track.section);
  EXPECT_EQ(reader.next()->content_hash, "11");
  EXPECT_EQ(reader.header().analysis, kAnalysis);
  std::string old = written_features();
  old.erase(old.find("\"analysis\":1,"), 13);
  write_bytes(folder / "x", old);
  EXPECT_EQ(FeatureReader(folder / "x").header().analysis, 1);
  for (const char* bad : {"0", "-1", "\"1\"", "1.5", "99999999999", "null"}) {
    std::string bytes = written_features();
    bytes.replace(bytes.find("\"analysis\":1"), 12, std::string("\"analysis\":") + bad);
    write_bytes(folder / "x", bytes);
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "analysis", [&] { FeatureReader(folder / "x"); })) << bad;
  }
}

}  // namespace
}  // namespace mrec::features
