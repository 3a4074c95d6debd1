#include "mrec/features/chunk_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "mrec/core/error.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

const FeatureOptions kSmall = {
    .rate_hz = 1000, .n_fft = 64, .hop = 40, .n_mels = 8, .n_mfcc = 4, .chunk_s = 0.1};
constexpr std::size_t kChunk = 100;

std::vector<Matrix> in_pieces(const Extractor& extractor, std::span<const float> samples, std::size_t piece) {
  ChunkStream stream(extractor);
  stream.begin();
  while (!samples.empty()) {
    const std::size_t count = std::min(piece, samples.size());
    stream.take(samples.first(count));
    samples = samples.subspan(count);
  }
  return stream.finish();
}

TEST(ChunkStream, PiecesDoNotMatter) {
  const Extractor extractor(kSmall);
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 2 * kChunk, 7 * kChunk + 99}) {
    const auto samples = mrec::testing::noise(length, 1);
    const auto expected = extractor.chunks(samples);
    EXPECT_EQ(expected.size(), length == 0 ? 0 : std::max<std::size_t>(1, length / kChunk));
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{3}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
      EXPECT_EQ(in_pieces(extractor, samples, piece), expected) << length << " by " << piece;
    }
  }
}

TEST(ChunkStream, BeginsAgain) {
  const Extractor extractor(kSmall);
  const auto samples = mrec::testing::noise(250, 1);
  ChunkStream stream(extractor);
  stream.begin();
  stream.take(std::vector<float>(170, 0.5F));
  stream.begin();
  stream.take(samples);
  EXPECT_EQ(stream.finish(), extractor.chunks(samples));
  stream.begin();
  EXPECT_TRUE(stream.finish().empty());
}

FeatureOptions one_piece() {
  FeatureOptions options = kSmall;
  options.kind = FeatureKind::kLogMel;
  options.chunk_s = 0;
  options.excerpt_s = 1;
  return options;
}

TEST(ChunkStream, OnePieceIsAsLongAsItsSound) {
  const Extractor extractor(one_piece());
  for (const std::size_t length : {64U, 65U, 79U, 80U, 333U, 999U, 1000U}) {
    const auto samples = mrec::testing::noise(length, 1);
    const auto chunks = extractor.chunks(samples);
    ASSERT_EQ(chunks.size(), 1U) << length;
    EXPECT_EQ(chunks[0].rows(), static_cast<Eigen::Index>(1 + length / 40)) << length;
    EXPECT_EQ(chunks[0].cols(), 8) << length;
    for (const std::size_t piece : {1U, 7U, 64U, 2000U}) {
      EXPECT_EQ(in_pieces(extractor, samples, piece), chunks) << length << " by " << piece;
    }
  }
}

/// The same numbers as a chunk of that length has.
TEST(ChunkStream, OnePieceIsOneLongChunk) {
  FeatureOptions as_chunk = one_piece();
  as_chunk.chunk_s = 0.333;
  const auto samples = mrec::testing::noise(333, 1);
  EXPECT_EQ(Extractor(one_piece()).chunks(samples), Extractor(as_chunk).chunks(samples));
}

TEST(ChunkStream, BeyondTheExcerptIsLeftOff) {
  const Extractor extractor(one_piece());
  const auto samples = mrec::testing::noise(2500, 1);
  const auto chunks = extractor.chunks(std::span(samples).first(1000));
  for (const std::size_t piece : {1U, 999U, 1001U, 2500U}) {
    EXPECT_EQ(in_pieces(extractor, samples, piece), chunks) << piece;
  }
}

TEST(ChunkStream, ShorterThanAWindowIsRefused) {
  const Extractor extractor(one_piece());
  for (const std::size_t length : {0U, 1U, 63U}) {
    try {
      extractor.chunks(std::vector<float>(length));
      ADD_FAILURE() << "took " << length;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kData);
      EXPECT_EQ(std::string(error.what()), "is too short: has " + std::to_string(length) +
                                               " samples at 1000 Hz, fewer than a window of 64");
    }
  }
}

TEST(ChunkStream, LogMelToo) {
  FeatureOptions options = kSmall;
  options.kind = FeatureKind::kLogMel;
  const Extractor extractor(options);
  const auto samples = mrec::testing::noise(300, 1);
  const auto chunks = in_pieces(extractor, samples, 7);
  ASSERT_EQ(chunks.size(), 3U);
  EXPECT_NE(chunks[0], chunks[1]);
  EXPECT_EQ(chunks, extractor.chunks(samples));
}

}  // namespace
}  // namespace mrec::features
