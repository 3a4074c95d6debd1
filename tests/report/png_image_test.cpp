#include "report/png_image.h"

#include <gtest/gtest.h>
#include <png.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mrec::report {
namespace {

/// Red, green, blue of every pixel as libpng reads them.
std::vector<std::uint8_t> decoded(const std::string& bytes, std::size_t width, std::size_t height) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  EXPECT_NE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()), 0) << image.message;
  EXPECT_EQ(image.width, width);
  EXPECT_EQ(image.height, height);
  image.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
  EXPECT_NE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr), 0) << image.message;
  return pixels;
}

IndexedImage pattern(std::size_t width, std::size_t height) {
  IndexedImage image = {.width = width, .height = height, .pixels = {}, .palette = cubehelix()};
  for (std::size_t i = 0; i < width * height; ++i) image.pixels.push_back(static_cast<std::uint8_t>(i * 37));
  return image;
}

TEST(PngImage, IsReadBackPixelByPixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 256}, {3, 2}, {131, 64}, {1024, 17}}) {
    const IndexedImage image = pattern(width, height);
    std::vector<std::uint8_t> expected;
    for (const std::uint8_t pixel : image.pixels) {
      const Rgb& colour = image.palette[pixel];
      expected.insert(expected.end(), {colour.red, colour.green, colour.blue});
    }
    EXPECT_EQ(decoded(png_bytes(image), image.width, image.height), expected) << width << " x " << height;
  }
}

TEST(PngImage, HasTheSameBytesEachTime) {
  EXPECT_EQ(png_bytes(pattern(50, 20)), png_bytes(pattern(50, 20)));
}

TEST(PngImage, BecomesAnAddress) {
  EXPECT_TRUE(png_data_uri(pattern(2, 2)).starts_with("data:image/png;base64,iVBORw0KGgo"));
}

}  // namespace
}  // namespace mrec::report
