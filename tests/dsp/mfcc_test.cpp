#include "mrec/dsp/mfcc.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dsp/frame_rows.h"

namespace mrec::dsp {
namespace {

Matrix cepstra(int n_mels, int n_mfcc, const Matrix& log_mel) {
  const CepstralTransform transform(n_mels, n_mfcc);
  return testing::by_rows(log_mel, n_mfcc, [&](auto levels, auto out) { transform.mfcc(levels, out); });
}

TEST(CepstralTransform, FullTransformIsOrthonormal) {
  for (const int n : {1, 2, 3, 16, 37}) {
    const Matrix basis = cepstra(n, n, Matrix::Identity(n, n));
    EXPECT_TRUE((basis * basis.transpose()).isIdentity(1e-5F)) << n;
  }
}

TEST(CepstralTransform, LevelIsOnlyInTheFirst) {
  const Matrix cepstrum = cepstra(128, 13, Matrix::Constant(2, 128, -100));
  ASSERT_EQ(cepstrum.rows(), 2);
  ASSERT_EQ(cepstrum.cols(), 13);
  EXPECT_NEAR(cepstrum(1, 0), -1131.371, 1e-3);
  EXPECT_LT(cepstrum.rightCols(12).cwiseAbs().maxCoeff(), 1e-3);
}

TEST(CepstralTransform, CosineIsOneCoefficient) {
  Matrix log_mel(1, 64);
  for (int band = 0; band < 64; ++band) {
    log_mel(0, band) = static_cast<float>(std::cos(3.14159265358979 * 5 * (band + 0.5) / 64));
  }
  const Matrix cepstrum = cepstra(64, 20, log_mel);
  EXPECT_NEAR(cepstrum(0, 5), std::sqrt(32), 1e-4);
  EXPECT_NEAR(cepstrum.row(0).norm(), std::sqrt(32), 1e-4);
}

TEST(CepstralWaves, GiveTheBandsBack) {
  const Matrix log_mel = Matrix::Random(3, 12);
  EXPECT_TRUE((cepstra(12, 12, log_mel) * cepstral_waves(12, 12, 12)).isApprox(log_mel, 1e-5F));
}

TEST(CepstralWaves, AreSeenInTheMiddleOfEachPart) {
  const Matrix waves = cepstral_waves(5, 12, 12);
  const Matrix seen = cepstral_waves(5, 12, 4);
  for (Eigen::Index part = 0; part < 4; ++part) {
    EXPECT_TRUE(seen.col(part).isApprox(waves.col(3 * part + 1), 1e-5F)) << part;
  }
}

}  // namespace
}  // namespace mrec::dsp
