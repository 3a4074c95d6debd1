#include "embedding/crc32c.h"

#include <array>
#include <bit>

namespace mrec::embedding {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // its bits from the lowest power up
constexpr std::uint32_t kMaskDelta = 0xA282EAD8;

/// What a byte does to the sum.
constexpr auto kTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1U) != 0 ? kPolynomial : 0);
    table[byte] = sum;
  }
  return table;
}();

std::uint32_t advance(std::uint32_t sum, std::string_view bytes) {
  for (const char byte : bytes) sum = kTable[(sum ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (sum >> 8);
  return sum;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes, std::string_view more) {
  return ~advance(advance(~std::uint32_t{0}, bytes), more);
}

std::uint32_t masked(std::uint32_t crc) {
  return std::rotr(crc, 15) + kMaskDelta;
}

}  // namespace mrec::embedding
