#include "mrec/features/chunk_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

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
