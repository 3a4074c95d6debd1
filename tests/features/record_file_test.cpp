#include "mrec/features/record_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "features/feature_samples.h"
#include "mrec/core/compression.h"
#include "mrec/core/error.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::features {
namespace {

using mrec::testing::TempFolder;
using mrec::testing::throws_error;
using mrec::testing::write_bytes;
using testing::compressed_features;
using testing::failed_track;
using testing::small_header;
using testing::small_track;
using testing::written_features;

struct Found {
  std::vector<std::string> lines;
  std::vector<std::uint64_t> offsets;
  std::uint64_t end = 0;
  std::uint64_t torn = 0;
  std::size_t damaged = 0;
};

class RecordFile : public ::testing::TestWithParam<RecordForm> {
 protected:
  Found found(const std::string& bytes, std::uint64_t from = 0) {
    std::filesystem::remove(path_);  // some file systems write an old file's new content to disk at once
    write_bytes(path_, bytes);
    RecordReader reader(path_, from);
    Found found;
    while (const auto record = reader.next()) {
      found.lines.emplace_back(record->line);
      found.offsets.push_back(record->offset);
      EXPECT_EQ(record->stored, bytes.substr(record->offset, record->bytes));
    }
    found.end = reader.end();
    found.torn = reader.torn_bytes();
    found.damaged = reader.damaged();
    return found;
  }

  std::string record(const std::string& line) const { return as_record(line, GetParam()); }

  std::vector<std::string> lines_ = {to_line(small_header()), to_line(small_track(), small_header()),
                                     to_line(failed_track(), small_header())};
  TempFolder folder_;
  std::filesystem::path path_ = folder_ / "x";
};

INSTANTIATE_TEST_SUITE_P(Forms, RecordFile, ::testing::Values(RecordForm::kPlain, RecordForm::kCompressed),
                         [](const auto& test) {
                           return test.param == RecordForm::kPlain ? "Plain" : "Compressed";
                         });

TEST_P(RecordFile, EveryRecordWithItsPlace) {
  std::string bytes;
  std::vector<std::uint64_t> offsets;
  for (const std::string& line : lines_) {
    offsets.push_back(bytes.size());
    bytes += record(line);
  }
  const Found all = found(bytes);
  EXPECT_EQ(all.lines, lines_);
  EXPECT_EQ(all.offsets, offsets);
  EXPECT_EQ(all.end, bytes.size());
  EXPECT_EQ(all.torn, 0U);
  EXPECT_EQ(all.damaged, 0U);
  EXPECT_EQ(RecordReader(path_).form(), GetParam());
  EXPECT_EQ(found(bytes, offsets[1]).lines, (std::vector{lines_[1], lines_[2]}));
  EXPECT_TRUE(found(bytes, bytes.size()).lines.empty());
  EXPECT_EQ(read_record(path_, offsets[2], bytes.size() - offsets[2]), lines_[2]);
  EXPECT_THROW(read_record(path_, offsets[2] + 1, 3), Error);
  EXPECT_THROW(read_record(path_, offsets[1], 3), Error);
  EXPECT_THROW(read_record(path_, bytes.size(), 3), Error);
}

TEST_P(RecordFile, TruncatedAnywhere) {
  const std::string start = record(lines_[0]) + record(lines_[1]);
  const std::string bytes = start + record(lines_[2]);
  for (std::size_t length = start.size(); length < bytes.size(); ++length) {
    const Found whole = found(bytes.substr(0, length));
    EXPECT_EQ(whole.lines.size(), 2U) << length;
    EXPECT_EQ(whole.end, start.size());
    EXPECT_EQ(whole.torn, length - start.size());
    EXPECT_EQ(whole.damaged, 0U);
  }
  EXPECT_TRUE(found("").lines.empty());
}

/// What is cut off where the whole ends can be appended to.
TEST_P(RecordFile, MendedFilesGoOn) {
  const std::string start = record(lines_[0]) + record(lines_[1]);
  const Found torn = found(start + record(lines_[2]).substr(0, 20));
  EXPECT_EQ(found(start.substr(0, torn.end) + record(lines_[2])).lines, lines_);
}

TEST_P(RecordFile, GarbageBetweenRecordsIsPassedOver) {
  for (const std::string& garbage : {std::string("no record\n"), std::string(100000, '\0') + "\n",
                                     std::string("\x28\xB5\x2F\xFD garbage\n"), std::string("[1,2]\n")}) {
    const Found rest =
        found(record(lines_[0]) + garbage + record(lines_[1]) + garbage + garbage + record(lines_[2]));
    EXPECT_EQ(rest.lines, lines_);
    EXPECT_EQ(rest.damaged, 2U);
    EXPECT_EQ(rest.torn, 0U);
  }
}

TEST_P(RecordFile, LongRecords) {
  TrackFeatures track = failed_track();
  track.error = std::string(5000000, 'x') + std::string(300000, '\x01');
  const std::string line = to_line(track, small_header());
  std::string bytes = record(lines_[0]);
  for (int i = 0; i < 3; ++i) bytes += record(line) + record(lines_[1]);
  EXPECT_EQ(found(bytes).lines, (std::vector{lines_[0], line, lines_[1], line, lines_[1], line, lines_[1]}));
}

TEST_P(RecordFile, MissingFiles) {
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "missing", [&] { RecordReader(folder_ / "missing"); }));
  EXPECT_TRUE(throws_error(ErrorKind::kIo, "", [&] { RecordReader(folder_.path()).next(); }));
}

TEST(CompressedRecords, NoFlippedBitGoesUnnoticed) {
  const std::vector<std::string> lines = {to_line(small_header()), to_line(small_track(), small_header()),
                                          to_line(failed_track(), small_header())};
  std::vector<std::string> frames;
  for (const auto& line : lines) frames.push_back(compress(line));
  const TempFolder folder;
  for (std::size_t i = 0; i < frames[1].size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = frames[1];
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto path = folder / ("x" + std::to_string(8 * i + static_cast<std::size_t>(bit)));
      write_bytes(path, frames[0] + damaged + frames[2]);
      RecordReader reader(path);
      std::vector<std::string> read;
      while (const auto record = reader.next()) read.emplace_back(record->line);
      const bool all = read == lines;  // without its checksum, which stands behind it then
      const bool without_it = read == std::vector{lines[0], lines[2]} && reader.damaged() == 1;
      EXPECT_TRUE(all || without_it) << i << ' ' << bit;
      std::filesystem::remove(path);
    }
  }
}

TEST(CompressedRecords, PiecesOfOtherProgramsAreRefused) {
  const TempFolder folder;
  const auto refused = [&](const std::string& bytes) {
    write_bytes(folder / "x", bytes);
    return throws_error(ErrorKind::kFormat, "another program", [&] {
      RecordReader reader(folder / "x");
      while (reader.next()) {
      }
    });
  };
  const std::string text = written_features(small_track(), failed_track());
  EXPECT_TRUE(refused(compress(text)));
  EXPECT_TRUE(refused(compress(text + std::string(3000000, '\n'))));
  EXPECT_TRUE(refused(compress(text.substr(0, 100)) + compress(text.substr(100))));
  EXPECT_TRUE(refused(compressed_features(small_track()) + compress(text)));
}

TEST(CompressedRecords, FramesWithoutContentArePassedOver) {
  const TempFolder folder;
  const std::string empty(
      "\x50\x2A\x4D\x18\x03\x00\x00\x00"
      "abc",
      11);
  write_bytes(folder / "x", empty + compressed_features(small_track()) + empty);
  RecordReader reader(folder / "x");
  std::size_t records = 0;
  while (reader.next()) ++records;
  EXPECT_EQ(records, 2U);
  EXPECT_EQ(reader.torn_bytes(), 0U);
  EXPECT_EQ(reader.damaged(), 0U);
}

TEST(PlainRecords, BlankLinesAndCarriageReturns) {
  const TempFolder folder;
  write_bytes(folder / "x", "{\"a\":1}\r\n\r\n \n{\"b\":2}\n\n");
  RecordReader reader(folder / "x");
  EXPECT_EQ(reader.next()->line, "{\"a\":1}\r\n");
  EXPECT_EQ(reader.next()->line, "{\"b\":2}\n");
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.torn_bytes(), 0U);
  EXPECT_EQ(reader.damaged(), 0U);
}

TEST(Facts, ALineWithoutChunks) {
  TrackFeatures track = small_track();
  track.content_hash = "0123456789abcdef0123456789abcdef";
  track.damage = "breaks off after 3 s";
  track.file = "caf\xE9.flac";
  track.section = {.start_s = 1.5, .end_s = 100.013333};
  for (const std::string& line : {facts_to_line(track), to_line(track, small_header())}) {
    const TrackFeatures facts = facts_from_line(line);
    EXPECT_EQ(facts.path, track.path);
    EXPECT_EQ(facts.size_bytes, track.size_bytes);
    EXPECT_EQ(facts.mtime_us, track.mtime_us);
    EXPECT_EQ(facts.content_hash, track.content_hash);
    EXPECT_EQ(facts.file, track.file);
    EXPECT_EQ(facts.section, track.section);
    EXPECT_EQ(facts.damage, track.damage);
    EXPECT_EQ(facts.duration_s, track.duration_s);
    EXPECT_EQ(facts.tags, track.tags);
    EXPECT_EQ(facts.label, track.label);
    EXPECT_TRUE(facts.chunks.empty());
  }
  EXPECT_EQ(facts_to_line(track).find("chunks"), std::string::npos);
  EXPECT_EQ(facts_to_line(failed_track()), to_line(failed_track(), small_header()));
  EXPECT_EQ(facts_from_line(facts_to_line(failed_track())).error, failed_track().error);
  for (const char* bad :
       {"", "{}", "[]", "3", "{\"path\":\"a\"}", "{\"path\":\"a\",\"size\":1,\"mtime\":1,\"error\":\"x\"",
        "{\"path\":\"a\",\"size\":1,\"mtime\":1,\"error\":\"x\"}}",
        "{\"path\":\"a\",\"size\":1,\"mtime\":1,\"error\":\"x\",\"end_s\":3}",
        "{\"path\":\"a\",\"size\":1,\"mtime\":1,\"error\":\"x\",\"start_s\":-3}",
        "{\"path\":\"a\",\"size\":1,\"mtime\":1,\"error\":\"x\"} {}"}) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "", [&] { facts_from_line(bad); })) << bad;
  }
}

TEST(RecordForm, IsToldByTheName) {
  EXPECT_EQ(form_of_name("a/library.jsonl.zst"), RecordForm::kCompressed);
  EXPECT_EQ(form_of_name("library.zst/a.jsonl"), RecordForm::kPlain);
  EXPECT_EQ(form_of_name("library.jsonl"), RecordForm::kPlain);
}

}  // namespace
}  // namespace mrec::features
