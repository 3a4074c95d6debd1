#include "mrec/embedding/patch_buffer.h"

#include <gtest/gtest.h>

#include <numeric>
#include <span>
#include <vector>

#include "mrec/embedding/log_mel.h"

namespace mrec::embedding {
namespace {

constexpr std::size_t kBefore = 256;  ///< of silence before the first sample

/// Samples that tell their own place, from 1 on.
std::vector<float> counting(std::size_t count) {
  std::vector<float> samples(count);
  std::iota(samples.begin(), samples.end(), 1.0F);
  return samples;
}

PatchBuffer filled(std::size_t samples, std::size_t piece) {
  const std::vector<float> all = counting(samples);
  PatchBuffer buffer;
  for (std::size_t begin = 0; begin < samples; begin += piece)
    buffer.take(std::span(all).subspan(begin, std::min(piece, samples - begin)));
  buffer.finish();
  return buffer;
}

/// Numbers of the patches that were chosen, from the sample in their middle.
std::vector<std::size_t> numbers(const PatchBuffer& buffer, std::size_t count) {
  std::vector<std::size_t> found;
  for (const auto patch : buffer.spread(count)) {
    EXPECT_EQ(patch.size(), kPatchSamples);
    found.push_back((static_cast<std::size_t>(patch[kBefore]) - 1) / kPatchStep);
  }
  return found;
}

TEST(PatchBuffer, CutsEndToEndWithHalfAWindowBefore) {
  const PatchBuffer buffer = filled(3 * kPatchStep, 1000);
  const auto patches = buffer.spread(3);
  ASSERT_EQ(patches.size(), 3U);
  EXPECT_EQ(patches[0][0], 0.0F);  // silence before the sound
  EXPECT_EQ(patches[0][kBefore], 1.0F);
  EXPECT_EQ(patches[1][0], static_cast<float>(kPatchStep - kBefore + 1));
  EXPECT_EQ(patches[1][kBefore], static_cast<float>(kPatchStep + 1));
  EXPECT_EQ(patches[2][kPatchSamples - 1], static_cast<float>(3 * kPatchStep));
}

TEST(PatchBuffer, DoesNotDependOnThePieces) {
  const std::size_t samples = 4 * kPatchStep + 5;
  const PatchBuffer whole = filled(samples, samples);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{255}, kPatchStep, kPatchSamples}) {
    const PatchBuffer pieces = filled(samples, piece);
    ASSERT_EQ(pieces.spread(32).size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_TRUE(std::ranges::equal(pieces.spread(32)[i], whole.spread(32)[i])) << piece << " " << i;
    }
  }
}

TEST(PatchBuffer, CountsAPatchWhoseLastFrameIsCentredOnTheSound) {
  const std::size_t needed = kPatchStep - 256;  // of the 187th frame's centre
  EXPECT_EQ(filled(needed, 4096).spread(32).size(), 1U);
  EXPECT_EQ(filled(kPatchStep + needed, 4096).spread(32).size(), 2U);
  EXPECT_EQ(filled(kPatchStep + needed - 1, 4096).spread(32).size(), 1U);
}

TEST(PatchBuffer, FillsAShortSoundUpWithSilence) {
  const PatchBuffer buffer = filled(1, 1);
  const auto patches = buffer.spread(5);
  ASSERT_EQ(patches.size(), 1U);
  EXPECT_EQ(patches[0][kBefore], 1.0F);
  EXPECT_EQ(patches[0][kBefore + 1], 0.0F);
}

TEST(PatchBuffer, NoSamplesMakeNoPatches) {
  PatchBuffer buffer;
  buffer.finish();
  EXPECT_TRUE(buffer.spread(3).empty());
}

TEST(PatchBuffer, SpreadsOverEqualParts) {
  const PatchBuffer ten = filled(10 * kPatchStep, 48000);
  EXPECT_EQ(numbers(ten, 1), (std::vector<std::size_t>{5}));
  EXPECT_EQ(numbers(ten, 2), (std::vector<std::size_t>{2, 7}));
  EXPECT_EQ(numbers(ten, 5), (std::vector<std::size_t>{1, 3, 5, 7, 9}));
  EXPECT_EQ(numbers(ten, 10), (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(numbers(ten, 32).size(), 10U);
}

TEST(PatchBuffer, KeepsFewOfALongSoundAndSpreadsThemStill) {
  PatchBuffer buffer;
  const std::vector<float> patch(kPatchStep);
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::vector<float> samples(kPatchStep, static_cast<float>(i));
    buffer.take(samples);
    ASSERT_LE(buffer.spread(1000).size(), 2 * PatchBuffer::kMostPatches);
  }
  buffer.finish();
  const auto chosen = buffer.spread(PatchBuffer::kMostPatches);
  ASSERT_EQ(chosen.size(), PatchBuffer::kMostPatches);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const double expected = (static_cast<double>(i) + 0.5) * 1000 / 32;
    EXPECT_NEAR(chosen[i][kPatchSamples / 2], expected, 20) << i;
  }
}

TEST(PatchBuffer, ClearForgetsEverything) {
  PatchBuffer buffer = filled(200 * kPatchStep, 1 << 20);
  buffer.clear();
  EXPECT_TRUE(buffer.spread(3).empty());
  buffer.take(counting(2 * kPatchStep));
  buffer.finish();
  EXPECT_EQ(numbers(buffer, 32), (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace mrec::embedding
