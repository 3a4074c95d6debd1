#include "embedding/byte_reader.h"

#include <cstring>

#include "embedding/damage.h"

namespace mrec::embedding {
namespace {

constexpr int kBitsOfByte = 7;
constexpr int kLastShift = 63;  // of the tenth byte, of which only one bit has a place

template <class Number>
Number number_of(std::string_view bytes) {
  Number number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

}  // namespace

std::uint64_t ByteReader::varint() {
  std::uint64_t number = 0;
  for (int shift = 0; shift <= kLastShift; shift += kBitsOfByte) {
    const auto byte = static_cast<unsigned char>(bytes(1)[0]);
    if (shift == kLastShift && byte > 1) break;
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return number;
  }
  throw Damage{"holds a number of more than 64 bits"};
}

std::uint32_t ByteReader::fixed32() {
  return number_of<std::uint32_t>(bytes(sizeof(std::uint32_t)));
}

std::uint64_t ByteReader::fixed64() {
  return number_of<std::uint64_t>(bytes(sizeof(std::uint64_t)));
}

std::string_view ByteReader::bytes(std::uint64_t count) {
  if (count > left_.size()) throw Damage{"holds a part that ends too early"};
  const std::string_view taken = left_.substr(0, count);
  left_.remove_prefix(count);
  return taken;
}

}  // namespace mrec::embedding
