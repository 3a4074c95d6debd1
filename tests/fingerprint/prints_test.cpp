#include "mrec/fingerprint/prints.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fingerprint/melody.h"
#include "fingerprint/prints_format.h"
#include "fingerprint/prints_writer.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::fingerprint {
namespace {

std::vector<TrackPrint> some_prints(std::size_t count) {
  std::vector<TrackPrint> prints;
  for (std::size_t i = 0; i < count; ++i) {
    prints.push_back(testing::print_of_samples("t" + std::to_string(i), testing::melody(i, 4)));
  }
  return prints;
}

std::vector<TrackSource> sources_of(const std::vector<TrackPrint>& prints) {
  std::vector<TrackSource> sources;
  for (const TrackPrint& print : prints) sources.push_back(print.source);
  return sources;
}

std::string written(const Prints& old, const std::vector<TrackPrint>& fresh) {
  std::string bytes;
  write_prints(old, fresh, [&](std::string_view part) { bytes += part; });
  return bytes;
}

/// A segment of a track that is almost as long as a segment may be, and of a short one.
std::string large_segment() {
  std::vector<TrackPrint> prints = some_prints(2);
  prints[0].source.path = "large";
  prints[0].frames = static_cast<std::uint32_t>(Segment::kMostFrames - prints[1].frames);
  return Segment::build(prints);
}

TEST(Prints, AreThoseOfTheSources) {
  const auto prints = some_prints(3);
  const std::string bytes = written({}, prints);
  const auto sources = sources_of(prints);
  const Prints all(bytes, sources);
  EXPECT_TRUE(all.missing().empty());
  EXPECT_EQ(all.frames(), prints[0].frames + prints[1].frames + prints[2].frames);
  const Prints one(bytes, std::vector{sources[2]});
  EXPECT_EQ(one.frames(), prints[2].frames);
  EXPECT_EQ(one.source_of(0, 2), 0U);
  EXPECT_EQ(one.source_of(0, 0), Prints::kNone);
}

TEST(Prints, OfAChangedTrackAreMissing) {
  const auto prints = some_prints(4);
  auto sources = sources_of(prints);
  ++sources[0].size_bytes;
  ++sources[1].mtime_us;
  sources[2].section = audio::Section{.start_s = 0, .end_s = 2};
  sources.push_back({.path = "new"});
  const Prints some(written({}, prints), sources);
  EXPECT_EQ(some.missing(), (std::vector<std::size_t>{0, 1, 2, 4}));
}

TEST(Prints, AFileThatIsNotThereHasNone) {
  const testing::TempFolder folder;
  const Prints none(folder / "library.jsonl.fingerprints", sources_of(some_prints(2)));
  EXPECT_EQ(none.missing().size(), 2U);
  EXPECT_EQ(none.frames(), 0);
}

TEST(Prints, AFileOfAnotherKindIsRefused) {
  const testing::TempFolder folder;
  for (const std::string text : {"my diary", "mrec-something else", "m\n"}) {
    testing::write_bytes(folder / "foreign", text);
    EXPECT_TRUE(
        testing::throws_error(ErrorKind::kFormat, "move it away", [&] { Prints(folder / "foreign", {}); }));
  }
}

TEST(Prints, OfAFileCutShortTheWholeSegmentsStay) {
  const auto prints = some_prints(2);
  const std::string first = file_beginning() + Segment::build(std::vector{prints[0]});
  const std::string bytes = first + Segment::build(std::vector{prints[1]});
  const auto sources = sources_of(prints);
  EXPECT_TRUE(Prints(bytes, sources).missing().empty());
  for (std::size_t size = 0; size < bytes.size(); size += 101) {
    const auto missing = Prints(bytes.substr(0, size), sources).missing();
    EXPECT_EQ(missing.size(), size < first.size() ? 2U : 1U) << size;
  }
}

TEST(Prints, AFileOfAnotherVersionHasNone) {
  const auto prints = some_prints(1);
  std::string bytes = written({}, prints);
  ++bytes[16];
  EXPECT_EQ(Prints(bytes, sources_of(prints)).missing().size(), 1U);
}

TEST(Prints, OfOnePathTwiceTheFirstCounts) {
  auto prints = some_prints(1);
  prints.push_back(prints[0]);
  const Prints both(written({}, prints), std::vector{prints[0].source});
  EXPECT_EQ(both.frames(), prints[0].frames);
  EXPECT_EQ(both.source_of(0, 1), Prints::kNone);
}

TEST(WritePrints, JoinsWhatIsSmallAndDropsWhatBelongsToNoSource) {
  const auto prints = some_prints(4);
  const Prints old(written(Prints(), {prints[0], prints[1]}), std::vector{prints[1].source});
  const std::string bytes = written(old, {prints[2], prints[3]});
  const auto segments = read_segments(bytes, "bytes");
  ASSERT_EQ(segments.size(), 1U);
  ASSERT_EQ(segments[0].tracks(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(segments[0].source(i).path, prints[i + 1].source.path);
    EXPECT_TRUE(std::ranges::equal(segments[0].peaks(i), prints[i + 1].peaks));
  }
}

TEST(WritePrints, LargeSegmentsStayAsTheyAreWhileTheyAreInUse) {
  const std::string large = large_segment();
  const std::string old_bytes = file_beginning() + large;
  const auto fresh = some_prints(1);
  const TrackSource source = Segment::read(large)->source(0);
  const std::string bytes = written(Prints(old_bytes, std::vector{source}), fresh);
  EXPECT_EQ(bytes, old_bytes + Segment::build(fresh));
  EXPECT_EQ(written(Prints(old_bytes, {}), fresh), written({}, fresh));
}

TEST(WritePrints, NoSegmentBecomesTooLarge) {
  auto prints = some_prints(2);
  for (TrackPrint& print : prints) print.frames = static_cast<std::uint32_t>(Segment::kMostFrames - 5);
  const std::string bytes = written({}, prints);
  EXPECT_EQ(read_segments(bytes, "bytes").size(), 2U);
}

TEST(Prints, LieBesideTheirLibrary) {
  EXPECT_EQ(prints_path_of("/a/library.jsonl.zst"), "/a/library.jsonl.zst.fingerprints");
}

}  // namespace
}  // namespace mrec::fingerprint
