#include "mrec/features/feature_store.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "features/feature_samples.h"
#include "mrec/core/error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::write_bytes;
using testing::failed_track;
using testing::small_chunk;
using testing::small_header;
using testing::small_track;
using testing::written_features;

class FeatureStore : public ::testing::Test {
 protected:
  std::vector<TrackFeatures> read(const std::string& bytes) {
    write_bytes(path_, bytes);
    FeatureReader reader(path_);
    std::vector<TrackFeatures> tracks;
    while (auto track = reader.next()) tracks.push_back(std::move(*track));
    return tracks;
  }

  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x.jsonl";
};

void expect_same(const TrackFeatures& actual, const TrackFeatures& expected) {
  EXPECT_EQ(actual.path.native(), expected.path.native());
  EXPECT_EQ(actual.size_bytes, expected.size_bytes);
  EXPECT_EQ(actual.mtime_us, expected.mtime_us);
  EXPECT_EQ(actual.duration_s, expected.duration_s);
  EXPECT_EQ(actual.tags, expected.tags);
  EXPECT_EQ(actual.label, expected.label);
  EXPECT_EQ(actual.chunks, testing::rounded(expected).chunks);
  EXPECT_EQ(actual.error, expected.error);
  EXPECT_EQ(actual.embedding, expected.embedding);
  EXPECT_EQ(actual.predicted_tags, expected.predicted_tags);
  EXPECT_EQ(actual.has_embedding, expected.has_embedding);
}

TEST_F(FeatureStore, RoundTrip) {
  TrackFeatures plain = small_track();
  plain.path = "a";
  plain.label.clear();
  plain.tags = {};
  plain.chunks.clear();
  const auto tracks = read(written_features(small_track(), failed_track(), plain));
  ASSERT_EQ(tracks.size(), 3U);
  expect_same(tracks[0], small_track());
  expect_same(tracks[1], failed_track());
  expect_same(tracks[2], plain);
  FeatureReader reader(path_);
  EXPECT_EQ(reader.header().root, small_header().root);
  EXPECT_EQ(reader.header().options, small_header().options);
}

TEST_F(FeatureStore, TellsHowFarItHasRead) {
  write_bytes(path_, written_features(small_track()));
  FeatureReader reader(path_);
  EXPECT_GT(reader.bytes_read(), 0U);
  while (reader.next()) {
  }
  EXPECT_EQ(reader.bytes_read(), std::filesystem::file_size(path_));
}

TEST_F(FeatureStore, SameTracksGiveSameBytes) {
  EXPECT_EQ(written_features(small_track(), small_track()), written_features(small_track(), small_track()));
}

/// In one piece every track has its own number of frames.
TEST_F(FeatureStore, TracksInOnePiece) {
  std::vector<TrackFeatures> tracks;
  for (const int frames : {2, 3, 4}) {
    TrackFeatures track = small_track();
    track.path = std::to_string(frames);
    track.chunks = {Matrix::Constant(frames, 4, 0.5F)};
    tracks.push_back(track);
  }
  const auto read_back =
      read(testing::written(RecordForm::kPlain, testing::piece_header(), tracks[0], tracks[1], tracks[2]));
  ASSERT_EQ(read_back.size(), tracks.size());
  for (std::size_t i = 0; i < tracks.size(); ++i) expect_same(read_back[i], tracks[i]);
}

TEST_F(FeatureStore, HeaderAloneIsAFile) {
  EXPECT_TRUE(read(written_features()).empty());
}

TEST_F(FeatureStore, EveryLineIsPlainJson) {
  const std::string bytes = written_features(small_track());
  const auto line = nlohmann::json::parse(bytes.substr(bytes.find('\n') + 1));
  EXPECT_EQ(line["path"], "blues/Ärger \"1\"\n.wav");
  EXPECT_FALSE(line.contains("path_hex"));
  EXPECT_EQ(line["mtime"].dump(), "1700000000.123456");
  EXPECT_EQ(line["tags"].size(), 5U);
  EXPECT_EQ(line["label"], "blues");
  EXPECT_EQ(line["chunks"].size(), 2U);
  EXPECT_EQ(line["chunks"][0].size(), 3U);
  EXPECT_EQ(line["chunks"][0][2].size(), 4U);
  const auto header = nlohmann::json::parse(bytes.substr(0, bytes.find('\n')));
  EXPECT_EQ(header["format"], "mrec-features");
  EXPECT_EQ(header["version"], 2);
}

/// Small ones to a tenth, those from a million on to the last bit.
TEST_F(FeatureStore, NumbersComeBackRounded) {
  const float limit = std::numeric_limits<float>::max();
  TrackFeatures track = small_track();
  track.chunks[0] << 0, -0.0F, 1e-45F, -0.04F, limit, -limit, 0.1F, 16777216.0F, -1e10F, -1131.3709F,
      1.0F / 3, -999999.94F;
  const Matrix expected =
      (Matrix(3, 4) << 0, 0, 0, 0, limit, -limit, 0.1F, 16777216.0F, -1e10F, -1131.4F, 0.3F, -999999.9F)
          .finished();
  const auto read_back = read(written_features(track)).at(0).chunks[0];
  for (int i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint32_t>(read_back.data()[i]),
              std::bit_cast<std::uint32_t>(expected.data()[i]))
        << i;
  }
}

/// Files of earlier versions have numbers in their shortest exact form.
TEST_F(FeatureStore, ExactNumbersAreReadExactly) {
  const auto first_of = [this](const std::string& number) {
    return read(written_features() +
                R"({"path":"a","size":1,"mtime":1.5,"duration_s":3,"tags":{},"label":null,"chunks":[[[)" +
                number + ",2,3,4],[5,6,7,8],[9,10,11,12]]]}\n")
        .at(0)
        .chunks[0](0, 0);
  };
  for (const float value : {std::numeric_limits<float>::max(), std::numeric_limits<float>::min(), 1e-45F,
                            -113.59675F, 1.0F / 3, std::nextafter(1.0F, 2.0F), 16777216.0F, 1e10F}) {
    std::array<char, 32> text = {};
    std::to_chars(text.data(), text.data() + text.size(), value);
    EXPECT_EQ(first_of(text.data()), value) << text.data();
  }
  EXPECT_EQ(first_of("0.000000000000000000000000000000000000000000001e45"), 1);
  EXPECT_EQ(first_of("12345678901234567890"), 12345678901234567890.0F);
  EXPECT_EQ(first_of("1e-999"), 0);
  for (const char* bad :
       {"01", "1.", ".5", "-", "+1", "1e", "1e+", "--1", "0x1", "1.5.2", "1 2", "1e39", "-1e999"}) {
    EXPECT_THROW(first_of(bad), Error) << bad;
  }
}

TEST_F(FeatureStore, TimesComeBackExactly) {
  for (const std::int64_t time :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-1000000}, std::int64_t{999999},
        std::int64_t{1700000000000001}, std::int64_t{8999999999999999999}}) {
    TrackFeatures track = failed_track();
    track.mtime_us = time;
    EXPECT_EQ(read(written_features(track)).at(0).mtime_us, time);
  }
}

TEST_F(FeatureStore, TimesOfOtherWriters) {
  const auto time_of = [this](const std::string& literal) {
    return read(written_features() + R"({"path":"a","size":1,"error":"x","mtime":)" + literal + "}\n")
        .at(0)
        .mtime_us;
  };
  EXPECT_EQ(time_of("12"), 12000000);
  EXPECT_EQ(time_of("1700000000.5"), 1700000000500000);
  EXPECT_EQ(time_of("1.7e9"), 1700000000000000);
  EXPECT_EQ(time_of("-0.123456e1"), -1234560);
  EXPECT_THROW(time_of("1e300"), Error);
}

TEST_F(FeatureStore, BytesThatAreNotUtf8) {
  TrackFeatures track = small_track();
  track.path = "blues/caf\xE9\xFF\x01.mp3";
  track.tags.artist = "caf\xE9";
  FeatureHeader header = small_header();
  header.root = "/m\xFC";
  const std::string bytes = testing::written(RecordForm::kPlain, header, track);
  const auto tracks = read(bytes);
  EXPECT_EQ(tracks.at(0).path.native(), track.path.native());
  EXPECT_EQ(tracks.at(0).tags.artist, "caf\xEF\xBF\xBD");
  EXPECT_EQ(FeatureReader(path_).header().root.native(), header.root.native());
  const auto line = nlohmann::json::parse(bytes.substr(bytes.find('\n') + 1));
  EXPECT_EQ(line["path"], "blues/caf\xEF\xBF\xBD\xEF\xBF\xBD\x01.mp3");
  EXPECT_EQ(line["path_hex"], "626c7565732f636166e9ff012e6d7033");
}

TEST_F(FeatureStore, ToleratesWhatEditorsDo) {
  std::string bytes = written_features(small_track(), failed_track());
  for (std::size_t i = bytes.find('\n'); i != std::string::npos; i = bytes.find('\n', i + 4)) {
    bytes.replace(i, 1, "\r\n\r\n");
  }
  EXPECT_EQ(read(bytes).size(), 2U);
}

TEST_F(FeatureStore, UnknownKeysArePassedOver) {
  std::string line = written_features(small_track());
  const std::size_t end_of_header = line.find('\n') + 1;
  line.insert(end_of_header + 1, R"("note":{"a":[1,{"path":null}],"b":1.5},"list":[[true]],"flag":false,)");
  const auto tracks = read(line);
  ASSERT_EQ(tracks.size(), 1U);
  expect_same(tracks[0], small_track());
}

TEST_F(FeatureStore, NotFiniteIsNeverWritten) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    TrackFeatures track = small_track();
    track.chunks[1](2, 3) = bad;
    try {
      written_features(track);
      ADD_FAILURE() << "wrote " << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData);
      EXPECT_TRUE(std::string(error.what()).starts_with(track.path.string())) << error.what();
    }
  }
}

}  // namespace
}  // namespace mrec::features
