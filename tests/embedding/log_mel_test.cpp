#include "mrec/embedding/log_mel.h"

#include <gtest/gtest.h>

#include <vector>

#include "embedding/musicnn_golden.h"
#include "mrec/embedding/patch_buffer.h"
#include "support/expect_close.h"

namespace mrec::embedding {
namespace {

TEST(LogMel, AgreesWithLibrosa) {
  PatchBuffer buffer;
  buffer.take(testing::musicnn_sound());
  buffer.finish();
  const auto patches = buffer.spread(2);
  ASSERT_EQ(patches.size(), 2U);
  std::vector<float> second(std::size_t{kPatchFrames} * kBands);
  LogMel().transform(patches[1], second);
  EXPECT_TRUE(
      testing::expect_close(second, testing::musicnn_golden().tensor("log_mel").values, {.absolute = 1e-4}));
}

TEST(LogMel, SilenceIsZero) {
  std::vector<float> log_mel(std::size_t{kPatchFrames} * kBands, 1.0F);
  LogMel().transform(std::vector<float>(kPatchSamples), log_mel);
  EXPECT_EQ(log_mel, std::vector<float>(log_mel.size()));
}

}  // namespace
}  // namespace mrec::embedding
