#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/colour_map.h"

namespace mrec::report {

/// A picture of 256 colours, at least one pixel wide and high.
struct IndexedImage {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint8_t> pixels;  ///< (height x width), the top row first
  Palette palette;
};

/// The bytes of a PNG file.
std::string png_bytes(const IndexedImage& image);

/// The picture within an address, for a page that holds all it shows.
std::string png_data_uri(const IndexedImage& image);

}  // namespace mrec::report
