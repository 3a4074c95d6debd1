#include "mrec/features/mel_levels.h"

#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"
#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

using mrec::testing::expect_close;

std::vector<float> values_of(const Matrix& matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

Matrix noise(Eigen::Index rows, Eigen::Index columns) {
  const auto values = mrec::testing::noise(static_cast<std::size_t>(rows * columns), 30);
  return Eigen::Map<const Matrix>(values.data(), rows, columns);
}

TEST(MelLevels, JoinLogMelChunks) {
  const FeatureOptions options = {.kind = FeatureKind::kLogMel, .n_mels = 5};
  const std::vector<Matrix> chunks = {noise(3, 5), noise(2, 5)};
  const Matrix levels = mel_levels(chunks, options);
  ASSERT_EQ(levels.rows(), 5);
  EXPECT_EQ(values_of(levels.topRows(3)), values_of(chunks[0]));
  EXPECT_EQ(values_of(levels.bottomRows(2)), values_of(chunks[1]));
  EXPECT_EQ(mel_levels({}, options).rows(), 0);
}

TEST(MelLevels, UndoTheTransformOfAllCoefficients) {
  const FeatureOptions options = {.n_mels = 7, .n_mfcc = 7};
  const Matrix expected = noise(4, 7);
  const dsp::CepstralTransform transform(7, 7);
  Matrix cepstra(4, 7);
  for (Eigen::Index t = 0; t < 4; ++t) {
    transform.mfcc({expected.row(t).data(), 7}, {cepstra.row(t).data(), 7});
  }
  const std::vector<Matrix> chunks = {cepstra};
  EXPECT_TRUE(expect_close(values_of(mel_levels(chunks, options)), values_of(expected), {.absolute = 1e-4}));
}

TEST(MelLevels, OfFewCoefficientsKeepTheMean) {
  const FeatureOptions options = {.n_mels = 16, .n_mfcc = 1};
  const std::vector<Matrix> chunks = {Matrix::Constant(2, 1, -40)};
  const Matrix levels = mel_levels(chunks, options);
  ASSERT_EQ(levels.cols(), 16);
  EXPECT_TRUE(
      expect_close(values_of(levels), std::vector<float>(32, -10), {.absolute = 1e-5}));  // -40 / sqrt(16)
}

TEST(MelLevels, StepsAddUpToTheChunks) {
  EXPECT_DOUBLE_EQ(frame_step_s({.chunk_s = 3}), 3.0 / 130);
  EXPECT_DOUBLE_EQ(frame_step_s({.chunk_s = 0}), 512.0 / 22050);
}

TEST(BandCentres, LieAtEqualStepsInMel) {
  const std::vector<double> centres = band_centres_hz({.n_mels = 40, .fmin_hz = 50, .fmax_hz = 8000});
  ASSERT_EQ(centres.size(), 40U);
  const double step = (dsp::hz_to_mel(8000) - dsp::hz_to_mel(50)) / 41;
  EXPECT_NEAR(dsp::hz_to_mel(centres.front()), dsp::hz_to_mel(50) + step, 1e-9);
  EXPECT_NEAR(dsp::hz_to_mel(centres.back()), dsp::hz_to_mel(8000) - step, 1e-9);
  EXPECT_LT(band_centres_hz({}).back(), 11025);  // half the rate by default
  EXPECT_GT(band_centres_hz({}).back(), 10000);
}

TEST(MelLevels, BandsHaveTheWidthsOfTheirTriangles) {
  // Mels are 200/3 Hz each below 1 kHz; five bands below 200 Hz have six steps of half a mel.
  const std::vector<double> widths = band_widths_hz({.n_mels = 5, .fmax_hz = 200});
  ASSERT_EQ(widths.size(), 5U);
  for (const double width : widths) EXPECT_NEAR(width, 100.0 / 3, 1e-9);

  const std::vector<double> all = band_widths_hz({.n_mels = 128});
  double sum = 0;
  for (const double width : all) sum += width;
  EXPECT_NEAR(sum, 11025, 250);  // but half a band at either end
  EXPECT_GT(all.back(), 5 * all.front());
}

}  // namespace
}  // namespace mrec::features
