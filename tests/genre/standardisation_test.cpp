#include "mrec/genre/standardisation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/expect_close.h"

namespace mrec::genre {
namespace {

nn::Tensor tensor_of(std::size_t samples, nn::SampleShape shape, const std::vector<float>& values) {
  nn::Tensor tensor(samples, shape);
  std::ranges::copy(values, tensor.values().begin());
  return tensor;
}

TEST(Standardisation, MakesMeanZeroAndDeviationOneOfTheChosenRows) {
  const nn::SampleShape shape{.height = 2, .width = 2};
  const auto table = table_of({tensor_of(1, shape, {1, 5, 3, 5}), tensor_of(1, shape, {5, 5, 7, 5}),
                               tensor_of(1, shape, {1000, -1000, 1000, -1000})});
  const std::size_t chosen[] = {0, 1};
  const Standardisation fit = Standardisation::fit(*table, chosen);
  EXPECT_TRUE(testing::expect_close(fit.mean, std::vector<float>{4, 5}, {.absolute = 1e-6}));
  EXPECT_NEAR(fit.scale[0], 1 / std::sqrt(5.0), 1e-6);
  EXPECT_EQ(fit.scale[1], 1) << "a coefficient that never changes is only shifted";
  std::vector<float> frames = {1, 5, 3, 5};
  fit.apply(frames);
  const float s = 1 / std::sqrt(5.0F);
  EXPECT_TRUE(testing::expect_close(frames, std::vector<float>{-3 * s, 0, -1 * s, 0}, {.absolute = 1e-6}));
}

TEST(Standardisation, RowsOfUnequalLengthCountByTheirFrames) {
  const auto table = table_of({tensor_of(1, {.width = 1}, {4}), tensor_of(3, {.width = 1}, {0, 0, 0})});
  const std::size_t chosen[] = {0, 1};
  const Standardisation fit = Standardisation::fit(*table, chosen);
  EXPECT_NEAR(fit.mean[0], 1, 1e-6);
  EXPECT_NEAR(fit.scale[0], 1 / std::sqrt(3.0), 1e-6);
}

TEST(Standardisation, NoneChangesNothing) {
  std::vector<float> values = {1, -2, 3};
  Standardisation::none(3).apply(values);
  EXPECT_EQ(values, (std::vector<float>{1, -2, 3}));
}

}  // namespace
}  // namespace mrec::genre
