#include "mrec/genre/track_input.h"

#include <gtest/gtest.h>

#include <span>
#include <utility>
#include <vector>

#include "mrec/features/track_statistics.h"
#include "support/expect_close.h"
#include "support/expect_error.h"

namespace mrec::genre {
namespace {

using testing::expect_close;

features::TrackFeatures two_chunks() {
  Matrix first(2, 3);
  first << 1, 2, 3, 4, 5, 6;
  features::TrackFeatures track;
  track.chunks = {first, Matrix::Constant(2, 3, 7)};
  track.embedding = {0.5F, -1, 2, 8};
  return track;
}

/// What makes chunks of 2 frames x 3 coefficients.
const features::FeatureOptions kOptions = {.n_mels = 8, .n_mfcc = 3};

constexpr TrackInput kAll[] = {TrackInput::kChunks, TrackInput::kClip, TrackInput::kEmbedding,
                               TrackInput::kTimbre, TrackInput::kStatistics};

TEST(TrackInput, NamesAreReadBack) {
  for (const TrackInput input : kAll) EXPECT_EQ(track_input(name_of(input)), input);
  EXPECT_EQ(track_input_names().size(), std::size(kAll));
  EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, "--input genre", [] { track_input("genre"); }));
}

TEST(TrackInput, ChunksOneAfterTheOther) {
  const nn::Tensor input = InputMaker(TrackInput::kChunks, kOptions).make(two_chunks());
  EXPECT_EQ(input.samples(), 2U);
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 2, .width = 3, .channels = 1}));
  EXPECT_TRUE(expect_close(input.values(), std::vector<float>{1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7}, {}));
}

TEST(TrackInput, EmbeddingAsOneVector) {
  const nn::Tensor input = InputMaker(TrackInput::kEmbedding, kOptions).make(two_chunks());
  EXPECT_EQ(input.samples(), 1U);
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 1, .width = 4, .channels = 1}));
  EXPECT_TRUE(expect_close(input.values(), std::vector<float>{0.5F, -1, 2, 8}, {}));
}

TEST(TrackInput, StatisticsAsOneVector) {
  const std::pair<TrackInput, features::TrackStatisticsOptions> kinds[] = {
      {TrackInput::kTimbre, {.modulation = false}}, {TrackInput::kStatistics, {}}};
  for (const auto& [kind, options] : kinds) {
    const nn::Tensor input = InputMaker(kind, kOptions).make(two_chunks());
    const Vector expected = features::TrackStatistics(kOptions, options).of(two_chunks().chunks);
    EXPECT_EQ(input.samples(), 1U);
    EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 1, .width = static_cast<int>(expected.size())}));
    EXPECT_TRUE(expect_close(input.values(), std::vector<float>(expected.begin(), expected.end()), {}));
  }
}

TEST(TrackInput, WindowsOfAClipAreSpreadFromItsFirstFrameToItsLast) {
  EXPECT_EQ(window_starts(1), (std::vector<std::size_t>{0}));
  EXPECT_EQ(window_starts(kWindowFrames), (std::vector<std::size_t>{0}));
  EXPECT_EQ(window_starts(kWindowFrames + 1), (std::vector<std::size_t>{0, 1}));
  const auto starts = window_starts(1292);
  ASSERT_EQ(starts.size(), static_cast<std::size_t>(kTestWindows));
  EXPECT_EQ(starts.front(), 0U);
  EXPECT_EQ(starts.back(), 1292U - kWindowFrames);
  for (std::size_t i = 1; i < starts.size(); ++i) EXPECT_NEAR(static_cast<double>(starts[i] - starts[i - 1]), 129.3, 1);
}

TEST(TrackInput, ClipsAreReadAcrossTheirChunks) {
  features::TrackFeatures track;
  for (int chunk = 0; chunk < 3; ++chunk) {
    Matrix frames(100, 3);
    for (Eigen::Index i = 0; i < frames.size(); ++i) {
      frames.data()[i] = static_cast<float>(chunk * 300 + i) / 10;
    }
    track.chunks.push_back(frames);
  }
  const nn::Tensor input = InputMaker(TrackInput::kClip, kOptions).make(track);
  EXPECT_EQ(input.samples(), static_cast<std::size_t>(kTestWindows));
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = kWindowFrames, .width = 3}));
  const std::span<const float> last = input.sample(kTestWindows - 1);
  for (std::size_t i = 0; i < last.size(); ++i) {
    ASSERT_FLOAT_EQ(last[i], static_cast<float>(900 - last.size() + i) / 10);
  }
}

TEST(TrackInput, AClipShorterThanAWindowIsRepeated) {
  const nn::Tensor input = InputMaker(TrackInput::kClip, kOptions).make(two_chunks());
  ASSERT_EQ(input.samples(), 1U);
  const std::vector<float> clip = {1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7};
  for (std::size_t i = 0; i < input.sample(0).size(); ++i) ASSERT_EQ(input.sample(0)[i], clip[i % 12]);
}

TEST(TrackInput, NothingOfATrackThatLacksIt) {
  features::TrackFeatures track;
  for (const TrackInput input : kAll) {
    EXPECT_FALSE(has_input(track, input));
    EXPECT_EQ(InputMaker(input, kOptions).make(track).samples(), 0U);
  }
  track.embedding = {1};
  EXPECT_TRUE(has_input(track, TrackInput::kEmbedding));
  EXPECT_FALSE(has_input(track, TrackInput::kStatistics));
}

}  // namespace
}  // namespace mrec::genre
