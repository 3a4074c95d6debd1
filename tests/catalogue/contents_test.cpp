#include "mrec/catalogue/contents.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"

namespace mrec::catalogue {
namespace {

using mrec::testing::read_bytes;
using mrec::testing::write_bytes;
using testing::append_bytes;
using testing::failure_of;
using testing::paths_of;
using testing::record_of;
using testing::track_of;
using testing::write_library;
using Paths = std::vector<std::string>;

class ReadContents : public testing::LibraryForms {};
INSTANTIATE_TEST_SUITE_P(Forms, ReadContents, testing::both_forms(), testing::name_of_form);

TEST_P(ReadContents, TheLastRecordOfAPathCounts) {
  write_library(library_, {track_of("b", 1), track_of("a", 2), track_of("b", 3), failure_of("a/b"),
                           track_of("b", 4), track_of("B", 5)});
  const Contents contents = read_contents(library_);
  EXPECT_EQ(paths_of(contents), (Paths{"B", "a", "a/b", "b"}));
  EXPECT_EQ(contents.replaced, 2U);
  EXPECT_EQ(contents.damaged, 0U);
  EXPECT_EQ(contents.end, std::filesystem::file_size(library_));
  EXPECT_EQ(contents.find("b")->facts.mtime_us, 4);
  EXPECT_EQ(contents.find("a/b")->facts.error, "is no sound: leave it out");
  EXPECT_EQ(contents.find("a/"), nullptr);
  EXPECT_EQ(contents.find("c"), nullptr);
  for (const Entry& entry : contents.entries) {
    const std::string line = features::read_record(library_, entry.offset, entry.bytes);
    EXPECT_EQ(features::facts_to_line(features::facts_from_line(line)), features::facts_to_line(entry.facts));
    EXPECT_TRUE(entry.facts.chunks.empty());
  }
}

TEST_P(ReadContents, ATornEndIsNoTrack) {
  write_library(library_, {track_of("a")});
  const std::string whole = read_bytes(library_);
  const std::string record = record_of(track_of("b"), library_);
  for (std::size_t bytes = 1; bytes < record.size(); bytes += 7) {
    write_bytes(library_, whole + record.substr(0, bytes));
    const Contents contents = read_contents(library_);
    EXPECT_EQ(paths_of(contents), Paths{"a"}) << bytes;
    EXPECT_EQ(contents.end, whole.size());
    EXPECT_EQ(contents.torn_bytes, bytes);
    EXPECT_EQ(contents.damaged, 0U);
  }
}

TEST_P(ReadContents, ADamagedMiddleIsPassedOver) {
  write_library(library_, {track_of("a")});
  std::string bad = record_of(track_of("b"), library_);
  bad[bad.size() / 2] = '\n';
  append_bytes(library_, bad + record_of(track_of("c"), library_));
  append_bytes(library_, features::as_record("{\"no\":\"track\"}\n", GetParam()));
  append_bytes(library_, record_of(track_of("d"), library_));
  const Contents contents = read_contents(library_);
  EXPECT_EQ(paths_of(contents), (Paths{"a", "c", "d"}));
  EXPECT_EQ(contents.damaged, 2U);
  EXPECT_EQ(contents.torn_bytes, 0U);
  EXPECT_EQ(contents.end, std::filesystem::file_size(library_));
}

TEST_P(ReadContents, ALibraryWithoutTracks) {
  write_library(library_, {});
  const Contents contents = read_contents(library_);
  EXPECT_TRUE(contents.entries.empty());
  EXPECT_EQ(contents.end, std::filesystem::file_size(library_));
  write_catalogue(library_, contents);
  append_bytes(library_, record_of(track_of("a"), library_));
  EXPECT_EQ(paths_of(read_contents(library_)), Paths{"a"});
}

}  // namespace
}  // namespace mrec::catalogue
