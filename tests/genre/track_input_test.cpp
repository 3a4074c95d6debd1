#include "mrec/genre/track_input.h"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(TrackInput, NamesAreReadBack) {
  for (const TrackInput input : {TrackInput::kChunks, TrackInput::kEmbedding, TrackInput::kStatistics}) {
    EXPECT_EQ(track_input(name_of(input)), input);
  }
  EXPECT_TRUE(testing::throws_error(ErrorKind::kUsage, "--input genre", [] { track_input("genre"); }));
}

TEST(TrackInput, ChunksOneAfterTheOther) {
  const nn::Tensor input = input_of(two_chunks(), TrackInput::kChunks);
  EXPECT_EQ(input.samples(), 2U);
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 2, .width = 3, .channels = 1}));
  EXPECT_TRUE(expect_close(input.values(), std::vector<float>{1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7}, {}));
}

TEST(TrackInput, EmbeddingAsOneVector) {
  const nn::Tensor input = input_of(two_chunks(), TrackInput::kEmbedding);
  EXPECT_EQ(input.samples(), 1U);
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 1, .width = 4, .channels = 1}));
  EXPECT_TRUE(expect_close(input.values(), std::vector<float>{0.5F, -1, 2, 8}, {}));
}

TEST(TrackInput, StatisticsAreMeansThenDeviationsOverAllFrames) {
  const nn::Tensor input = input_of(two_chunks(), TrackInput::kStatistics);
  EXPECT_EQ(input.samples(), 1U);
  EXPECT_EQ(input.shape(), (nn::SampleShape{.height = 1, .width = 6, .channels = 1}));
  const std::vector<double> column[] = {{1, 4, 7, 7}, {2, 5, 7, 7}, {3, 6, 7, 7}};
  std::vector<double> by_hand;
  for (const auto& numbers : column) {
    double sum = 0;
    for (const double x : numbers) sum += x;
    by_hand.push_back(sum / 4);
  }
  for (std::size_t k = 0; k < 3; ++k) {
    double squares = 0;
    for (const double x : column[k]) squares += (x - by_hand[k]) * (x - by_hand[k]);
    by_hand.push_back(std::sqrt(squares / 4));
  }
  EXPECT_TRUE(expect_close(input.values(), by_hand, {.absolute = 1e-5}));
}

TEST(TrackInput, NothingOfATrackThatLacksIt) {
  features::TrackFeatures track;
  for (const TrackInput input : {TrackInput::kChunks, TrackInput::kEmbedding, TrackInput::kStatistics}) {
    EXPECT_FALSE(has_input(track, input));
    EXPECT_EQ(input_of(track, input).samples(), 0U);
  }
  track.embedding = {1};
  EXPECT_TRUE(has_input(track, TrackInput::kEmbedding));
  EXPECT_FALSE(has_input(track, TrackInput::kStatistics));
}

}  // namespace
}  // namespace mrec::genre
