#include "fingerprint/segment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "fingerprint/landmark.h"
#include "fingerprint/melody.h"

namespace mrec::fingerprint {
namespace {

std::vector<TrackPrint> three_prints() {
  std::vector<TrackPrint> prints;
  for (const std::uint64_t seed : {1, 2, 3}) {
    prints.push_back(testing::print_of_samples("music/" + std::to_string(seed) + ".wav",
                                               testing::melody(seed, 6 + 2 * static_cast<double>(seed))));
  }
  prints[1].source.section = audio::Section{.start_s = 1.5, .end_s = 0};
  return prints;
}

TEST(Segment, GivesBackItsTracks) {
  const std::vector<TrackPrint> prints = three_prints();
  const std::string bytes = Segment::build(prints);
  const std::string file = bytes + "what follows";
  const auto segment = Segment::read(file);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->bytes(), bytes);
  ASSERT_EQ(segment->tracks(), 3U);
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const TrackPrint print = segment->print(i);
    EXPECT_EQ(print.source.path, prints[i].source.path);
    EXPECT_EQ(print.source.size_bytes, prints[i].source.size_bytes);
    EXPECT_EQ(print.source.mtime_us, prints[i].source.mtime_us);
    EXPECT_EQ(print.source.section, prints[i].source.section);
    EXPECT_EQ(print.frames, prints[i].frames);
    EXPECT_EQ(print.peaks, prints[i].peaks);
    EXPECT_EQ(segment->first_frame(i), first);
    EXPECT_EQ(segment->track_at(first), i);
    first += print.frames;
    EXPECT_EQ(segment->track_at(first - 1), i);
  }
  EXPECT_EQ(segment->frames(), first);
  EXPECT_EQ(segment->track_at(-5), 0U);
  EXPECT_EQ(segment->track_at(first + 100), 2U);
}

/// Against all landmarks, looked through one by one.
TEST(Segment, FindsEveryLandmarkAndNoOther) {
  const std::vector<TrackPrint> prints = three_prints();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
  std::uint32_t first = 0;
  for (const TrackPrint& print : prints) {
    for (const Landmark& each : landmarks_of_track(unpack(print.peaks))) {
      all.emplace_back(each.code, first + static_cast<std::uint32_t>(std::lround(each.frame)));
    }
    first += print.frames;
  }
  ASSERT_GT(all.size(), 100U);
  std::ranges::sort(all);
  const std::string bytes = Segment::build(prints);
  const auto segment = Segment::read(bytes);
  ASSERT_TRUE(segment);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  for (std::uint32_t code = 0; code < 1U << kCodeBits; ++code) {
    for (const std::uint32_t place : segment->places(code))
      found.emplace_back(code, Segment::frame_of(place));
  }
  EXPECT_EQ(found, all);
}

TEST(Segment, ATrackWithoutFramesTakesNoPlace) {
  std::vector<TrackPrint> prints = three_prints();
  prints[0].frames = prints[2].frames = 0;
  prints[0].peaks.clear();
  prints[2].peaks.clear();
  const std::string bytes = Segment::build(prints);
  const auto segment = Segment::read(bytes);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->track_at(0), 1U);
  EXPECT_EQ(segment->track_at(prints[1].frames + 10), 1U);
  EXPECT_TRUE(segment->peaks(0).empty());
}

TEST(Segment, OfNothingIsOneToo) {
  const std::string bytes = Segment::build({});
  const auto segment = Segment::read(bytes);
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->tracks(), 0U);
  EXPECT_TRUE(segment->places(12345).empty());
}

TEST(Segment, ThatIsCutShortIsNone) {
  const std::string bytes = Segment::build(three_prints());
  for (std::size_t size = 0; size < bytes.size(); size += 61) {
    EXPECT_FALSE(Segment::read(std::string_view(bytes).substr(0, size))) << size;
  }
}

/// The counts, the tracks and their paths are covered by the checksum.
TEST(Segment, WithADamagedTableIsNone) {
  const std::vector<TrackPrint> prints = three_prints();
  std::string bytes = Segment::build(prints);
  const std::size_t end_of_paths =
      bytes.find(prints[2].source.path.native()) + prints[2].source.path.native().size();
  for (std::size_t i = 0; i < end_of_paths; ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ 0x10);
    EXPECT_FALSE(Segment::read(bytes)) << i;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x10);
  }
  EXPECT_TRUE(Segment::read(bytes));
}

TEST(Segment, DamagedNumbersLoseALandmarkAndNothingElse) {
  const std::vector<TrackPrint> prints = three_prints();
  const std::string whole = Segment::build(prints);
  const std::size_t end_of_paths = whole.find(prints[2].source.path.native()) + 24;
  for (std::size_t i = end_of_paths; i < whole.size(); i += 997) {
    std::string bytes = whole;
    for (std::size_t k = i; k < std::min(i + 8, bytes.size()); ++k) bytes[k] = static_cast<char>(0xFF);
    const auto segment = Segment::read(bytes);
    ASSERT_TRUE(segment);
    std::size_t places = 0;
    for (std::uint32_t code = 0; code < 1U << kCodeBits; code += 64) places += segment->places(code).size();
    EXPECT_LE(places, whole.size());
    for (std::size_t track = 0; track < 3; ++track) {
      EXPECT_TRUE(std::ranges::is_sorted(unpack(segment->peaks(track)), {}, &Peak::frame));
    }
  }
}

}  // namespace
}  // namespace mrec::fingerprint
