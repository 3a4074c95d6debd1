#include "embedding/wire_format.h"

#include "embedding/damage.h"

namespace mrec::embedding {
namespace {

enum WireType : std::uint8_t { kVarint = 0, kFixed64 = 1, kText = 2, kFixed32 = 5 };

constexpr int kTypeBits = 3;

}  // namespace

std::optional<WireField> WireReader::next() {
  if (reader_.done()) return std::nullopt;
  const std::uint64_t tag = reader_.varint();
  WireField field{.number = tag >> kTypeBits, .text = {}};
  switch (tag & ((1U << kTypeBits) - 1)) {
    case kVarint:
      field.value = reader_.varint();
      return field;
    case kFixed64:
      field.value = reader_.fixed64();
      return field;
    case kText:
      field.text = reader_.bytes(reader_.varint());
      return field;
    case kFixed32:
      field.value = reader_.fixed32();
      return field;
    default:
      throw Damage{"describes a variable in a way that is not known"};
  }
}

}  // namespace mrec::embedding
