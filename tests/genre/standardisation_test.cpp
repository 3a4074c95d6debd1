#include "mrec/genre/standardisation.h"

#include <gtest/gtest.h>

#include "support/expect_close.h"

namespace mrec::genre {
namespace {

TEST(Standardisation, MakesMeanZeroAndDeviationOneOfTheChosenChunks) {
  nn::Tensor chunks(3, {.height = 2, .width = 2, .channels = 1});
  const float values[] = {1, 5, 3, 5, /**/ 5, 5, 7, 5, /**/ 1000, -1000, 1000, -1000};
  std::ranges::copy(values, chunks.values().begin());
  const std::size_t chosen[] = {0, 1};
  const Standardisation fit = Standardisation::fit(chunks, chosen);
  EXPECT_TRUE(testing::expect_close(fit.mean, std::vector<float>{4, 5}, {.absolute = 1e-6}));
  EXPECT_NEAR(fit.scale[0], 1 / std::sqrt(5.0), 1e-6);
  EXPECT_EQ(fit.scale[1], 1) << "a coefficient that never changes is only shifted";
  fit.apply(chunks);
  const float s = 1 / std::sqrt(5.0F);
  const std::vector<float> first = {-3 * s, 0, -1 * s, 0};
  EXPECT_TRUE(testing::expect_close(chunks.sample(0), first, {.absolute = 1e-6}));
}

TEST(Standardisation, NoneChangesNothing) {
  nn::Tensor chunks(1, {.height = 1, .width = 3, .channels = 1});
  const std::vector<float> values = {1, -2, 3};
  std::ranges::copy(values, chunks.values().begin());
  Standardisation::none(3).apply(chunks);
  EXPECT_TRUE(testing::expect_close(chunks.sample(0), values, {}));
}

}  // namespace
}  // namespace mrec::genre
