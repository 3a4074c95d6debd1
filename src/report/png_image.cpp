#include "report/png_image.h"

#include <png.h>

#include <cassert>
#include <new>

#include "report/base64.h"

namespace mrec::report {

std::string png_bytes(const IndexedImage& image) {
  assert(image.width > 0 && image.height > 0 && image.pixels.size() == image.width * image.height);
  png_image header = {};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGB_COLORMAP;
  header.colormap_entries = static_cast<png_uint_32>(image.palette.size());
  const auto write = [&](void* memory, png_alloc_size_t& size) {
    return png_image_write_to_memory(&header, memory, &size, 0, image.pixels.data(), 0, image.palette.data());
  };
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(header);
  std::string bytes(size, '\0');
  // Memory is all that writing a picture within these bounds can lack.
  if (write(bytes.data(), size) == 0) throw std::bad_alloc();
  bytes.resize(size);
  return bytes;
}

std::string png_data_uri(const IndexedImage& image) {
  return "data:image/png;base64," + base64(png_bytes(image));
}

}  // namespace mrec::report
