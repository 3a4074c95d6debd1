#include "mrec/dsp/mel.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dsp/frame_rows.h"

namespace mrec::dsp {
namespace {

/// Row i of the result: what bin i alone gives to each band.
Matrix weights_of(const MelOptions& options) {
  const int bins = options.n_fft / 2 + 1;
  const MelFilters filters(options);
  return testing::by_rows(Matrix::Identity(bins, bins), options.n_mels,
                          [&](auto power, auto bands) { filters.mel(power, bands); });
}

TEST(MelScale, KnownPoints) {
  EXPECT_DOUBLE_EQ(hz_to_mel(0), 0);
  EXPECT_NEAR(hz_to_mel(500), 7.5, 1e-12);
  EXPECT_NEAR(hz_to_mel(1000), 15, 1e-12);
  EXPECT_NEAR(hz_to_mel(6400), 42, 1e-12);
}

TEST(MelScale, InverseOfItself) {
  for (double hz = 0; hz < 24000; hz += 37.7) EXPECT_NEAR(mel_to_hz(hz_to_mel(hz)), hz, 1e-9 * (1 + hz));
}

/// Each triangle has area 1 in Hz; where it spans many bins the sum over bins comes close.
TEST(MelFilters, AreaIsOne) {
  const MelOptions options{.n_fft = 8192, .n_mels = 40};
  const Matrix weights = weights_of(options);
  for (int band = 0; band < 40; ++band) {
    EXPECT_NEAR(weights.col(band).sum() * 22050 / 8192, 1, 0.01) << band;
  }
}

TEST(MelFilters, BandsRiseFallAndOverlapOnlyTheNext) {
  const Matrix weights = weights_of({});
  EXPECT_GE(weights.minCoeff(), 0);
  for (int bin = 0; bin < weights.rows(); ++bin) EXPECT_LE((weights.row(bin).array() > 0).count(), 2);
  for (int band = 1; band < 128; ++band) {
    Eigen::Index before = 0;
    Eigen::Index here = 0;
    weights.col(band - 1).maxCoeff(&before);
    weights.col(band).maxCoeff(&here);
    EXPECT_LE(before, here);
  }
}

TEST(MelFilters, NothingOutsideTheEdges) {
  const Matrix weights = weights_of({.n_mels = 20, .fmin_hz = 1000, .fmax_hz = 4000});
  for (int bin = 0; bin < weights.rows(); ++bin) {
    const double hz = bin * 22050.0 / 2048;
    const bool inside = hz > 1000 && hz < 4000;
    EXPECT_EQ(weights.row(bin).sum() > 0, inside) << hz;
  }
}

TEST(MelFilters, BandsWithoutABinAreZero) {
  const Matrix weights = weights_of({.n_fft = 64, .n_mels = 128});
  EXPECT_EQ(weights.rows(), 33);
  EXPECT_EQ(weights.cols(), 128);
  EXPECT_TRUE(weights.array().isFinite().all());
  EXPECT_EQ(weights.col(0).sum(), 0);
  EXPECT_GT(weights.col(127).sum(), 0);
}

TEST(MelFilters, FewerBinsThanAVector) {
  const Matrix weights = weights_of({.n_fft = 4, .n_mels = 1});
  ASSERT_EQ(weights.rows(), 3);
  EXPECT_EQ(weights(0, 0), 0);
  EXPECT_GT(weights(1, 0), 0);
}

}  // namespace
}  // namespace mrec::dsp
