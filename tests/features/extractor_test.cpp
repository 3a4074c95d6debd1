#include "mrec/features/extractor.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mrec/core/error.h"
#include "support/data_folders.h"
#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

using mrec::testing::expect_close;
using mrec::testing::noise;
using mrec::testing::sine;
using nlohmann::json;

constexpr std::size_t kChunk = 66150;
constexpr mrec::testing::Tolerance kAsLibrosa = {.absolute = 1e-3};

std::vector<float> sum(std::vector<float> a, const std::vector<float>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

/// The signals that the golden file describes.
std::vector<float> golden_signal(const std::string& name) {
  if (name == "sine440") return sine(kChunk, 440, 0.5);
  if (name == "noise") return noise(kChunk, 0.1);
  if (name == "mix") return sum(sum(sine(kChunk, 440, 0.5), sine(kChunk, 3000, 0.25)), noise(kChunk, 0.05));
  return std::vector<float>(kChunk);
}

std::vector<float> row_of(const Matrix& matrix, int row) {
  return {matrix.row(row).data(), matrix.row(row).data() + matrix.cols()};
}

Matrix only_chunk(const FeatureOptions& options, const std::vector<float>& samples) {
  const auto chunks = Extractor(options).chunks(samples);
  EXPECT_EQ(chunks.size(), 1U);
  return chunks.at(0);
}

class LibrosaGolden : public ::testing::TestWithParam<std::string> {
 protected:
  LibrosaGolden() : signal_(golden_signal(GetParam())) {
    std::ifstream file(mrec::testing::golden_file("librosa_0.11_golden.json"));
    expected_ = json::parse(file).at("signals").at(GetParam());
  }

  std::vector<double> expected(const char* key) const { return expected_.at(key).get<std::vector<double>>(); }

  std::vector<float> signal_;
  json expected_;
};

TEST_P(LibrosaGolden, Mfcc) {
  const Matrix mfcc = only_chunk({}, signal_);
  ASSERT_EQ(mfcc.rows(), 130);
  ASSERT_EQ(mfcc.cols(), 13);
  for (const auto& [frame, values] : expected_.at("mfcc_frames").items()) {
    EXPECT_TRUE(expect_close(row_of(mfcc, std::stoi(frame)), values.get<std::vector<double>>(), kAsLibrosa))
        << frame;
  }
  const Eigen::RowVectorXd mean = mfcc.cast<double>().colwise().mean();
  EXPECT_TRUE(expect_close(std::vector<double>(mean.begin(), mean.end()), expected("mfcc_mean"), kAsLibrosa));
}

TEST_P(LibrosaGolden, ReflectPadding) {
  const Matrix mfcc = only_chunk({.padding = Padding::kReflect}, signal_);
  EXPECT_TRUE(expect_close(row_of(mfcc, 0), expected("mfcc_reflect_frame0"), kAsLibrosa));
  const auto inner = expected_.at("mfcc_frames").at("64").get<std::vector<double>>();
  EXPECT_TRUE(expect_close(row_of(mfcc, 64), inner, kAsLibrosa));
}

TEST_P(LibrosaGolden, LogMel) {
  const Matrix log_mel = only_chunk({.kind = FeatureKind::kLogMel}, signal_);
  ASSERT_EQ(log_mel.rows(), 130);
  ASSERT_EQ(log_mel.cols(), 128);
  auto first8 = row_of(log_mel, 64);
  first8.resize(8);
  EXPECT_TRUE(expect_close(first8, expected("logmel_frame64_first8"), kAsLibrosa));
  EXPECT_NEAR(log_mel.maxCoeff(), expected_.at("logmel_max").get<double>(), 1e-3);
  EXPECT_NEAR(log_mel.minCoeff(), expected_.at("logmel_min").get<double>(), 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Signals, LibrosaGolden, ::testing::Values("sine440", "noise", "mix", "silence"),
                         [](const auto& test) { return test.param; });

TEST(Extractor, SilenceIsOnlyInTheFirstCoefficient) {
  const Matrix mfcc = only_chunk({}, std::vector<float>(kChunk));
  EXPECT_NEAR(mfcc(77, 0), -1131.371, 1e-3);
  EXPECT_LT(mfcc.rightCols(12).cwiseAbs().maxCoeff(), 1e-3);
}

TEST(Extractor, EveryChunkStandsAlone) {
  const Extractor extractor({});
  auto samples = noise(3 * kChunk + 1000, 0.1);
  for (std::size_t i = 0; i < kChunk; ++i) samples[i] *= 10;  // a loud neighbour must not raise the floor
  const auto chunks = extractor.chunks(samples);
  ASSERT_EQ(chunks.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(chunks[i], extractor.chunks(std::span(samples).subspan(i * kChunk, kChunk)).at(0)) << i;
  }
}

TEST(Extractor, ShortSignals) {
  const Extractor extractor({});
  EXPECT_TRUE(extractor.chunks({}).empty());
  for (const std::size_t length : {std::size_t{1}, std::size_t{1000}, kChunk - 1}) {
    auto samples = noise(length, 0.1);
    const auto chunks = extractor.chunks(samples);
    samples.resize(kChunk);
    EXPECT_EQ(chunks, extractor.chunks(samples)) << length;
    EXPECT_EQ(chunks.size(), 1U);
  }
  EXPECT_EQ(extractor.chunks(noise(2 * kChunk - 1, 0.1)).size(), 1U);
}

TEST(Extractor, ShapeIsAsTheOptionsSay) {
  for (const Padding padding : {Padding::kZero, Padding::kReflect}) {
    for (const int hop : {100, 441, 1702}) {
      for (const double chunk_s : {0.01, 0.5, 10.0}) {
        const FeatureOptions options{.hop = hop, .n_mfcc = 20, .chunk_s = chunk_s, .padding = padding};
        const Matrix chunk = Extractor(options).chunks(noise(220500, 0.1)).at(0);
        EXPECT_EQ(chunk.rows(), options.frames());
        EXPECT_EQ(chunk.cols(), 20);
        EXPECT_TRUE(chunk.allFinite());
      }
    }
  }
}

TEST(Extractor, RefusesImpossibleOptions) {
  EXPECT_THROW(Extractor({.hop = 0}), Error);
}

}  // namespace
}  // namespace mrec::features
