#include "report/spectrogram_picture.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "report/markup.h"

namespace mrec::report {
namespace {

TEST(SpectrogramPicture, HasTimeToTheRightAndLowBandsBelow) {
  Matrix db(3, 2);
  db << 0, -80, -40, -20, -90, -10;
  const IndexedImage image = spectrogram_image(db);
  ASSERT_EQ(image.width, 3U);
  ASSERT_EQ(image.height, 2U);
  const std::vector<std::uint8_t> expected = {0, 191, 223, 255, 128, 0};
  EXPECT_EQ(image.pixels, expected);
}

TEST(SpectrogramPicture, CountsFromTheLoudestLevel) {
  Matrix db(1, 3);
  db << -100, -140, -180;
  EXPECT_EQ(spectrogram_image(db).pixels, (std::vector<std::uint8_t>{0, 128, 255}));
}

TEST(SpectrogramPicture, IsBlackWhereALevelIsNoNumber) {
  const float infinity = std::numeric_limits<float>::infinity();
  Matrix db(1, 4);
  db << std::numeric_limits<float>::quiet_NaN(), -infinity, infinity, 5;
  EXPECT_EQ(spectrogram_image(db).pixels, (std::vector<std::uint8_t>{255, 0, 0, 0}));
  db.setConstant(-infinity);
  EXPECT_EQ(spectrogram_image(db).pixels, (std::vector<std::uint8_t>{0, 0, 0, 0}));
}

TEST(SpectrogramPicture, OfALongTrackHasTheMeansOfNeighbouringFrames) {
  Matrix db = Matrix::Constant(2049, 1, -80);
  db(0, 0) = 0;
  db(1, 0) = -40;
  db(2, 0) = -20;
  const IndexedImage image = spectrogram_image(db);
  ASSERT_EQ(image.width, 683U);  // three frames together
  EXPECT_EQ(image.pixels[0], 255);
  EXPECT_EQ(image.pixels[1], 64);  // 60 dB below the mean of the first three, -20
}

TEST(SpectrogramPicture, HasAxesInSecondsAndHertz) {
  const Spectrogram spectrogram = {
      .db = Matrix::Zero(10, 5), .frame_s = 0.5, .start_s = 30, .band_hz = {100, 240, 600, 1400, 3300}};
  const std::string picture = spectrogram_picture(spectrogram, "a & b").value();
  EXPECT_EQ(mrec::testing::markup_fault(picture), "");
  EXPECT_NE(picture.find("<title>Spectrogram of a &amp; b</title>"), std::string::npos);
  for (const char* text : {">30<", ">35<", ">250<", ">1k<", ">2k<", ">time (s)<", ">frequency (Hz)<"}) {
    EXPECT_NE(picture.find(text), std::string::npos) << text;
  }
  EXPECT_EQ(picture.find(">4k<"), std::string::npos);
}

TEST(SpectrogramPicture, NumbersBandsOfUnknownFrequency) {
  const Spectrogram spectrogram = {.db = Matrix::Zero(4, 13)};
  EXPECT_NE(spectrogram_picture(spectrogram, "").value().find(">band<"), std::string::npos);
}

TEST(SpectrogramPicture, IsNothingWithoutFramesOrBands) {
  EXPECT_FALSE(spectrogram_picture({}, "").has_value());
  EXPECT_FALSE(spectrogram_picture({.db = Matrix(3, 0)}, "").has_value());
}

}  // namespace
}  // namespace mrec::report
