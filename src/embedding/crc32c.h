#pragma once

#include <cstdint>
#include <string_view>

namespace mrec::embedding {

/// CRC-32 with Castagnoli's polynomial (RFC 3720, B.4) of both texts, one behind the other.
std::uint32_t crc32c(std::string_view bytes, std::string_view more = {});

/// A checksum as LevelDB and TensorFlow store it: turned and shifted, so that sums over sums stay useful.
std::uint32_t masked(std::uint32_t crc);

}  // namespace mrec::embedding
