#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "embedding/byte_reader.h"

namespace mrec::embedding {

/// One field of a protocol buffer message.
struct WireField {
  std::uint64_t number = 0;  ///< which field it is
  std::uint64_t value = 0;   ///< of a field that holds a number
  std::string_view text;     ///< of one that holds bytes, or another message
};

/// Reads the fields of a protocol buffer message (https://protobuf.dev/programming-guides/encoding/) one
/// after the other, whatever they mean.
class WireReader {
 public:
  /// The bytes must outlive the fields.
  explicit WireReader(std::string_view message) : reader_(message) {}

  /// Nothing at the end; throws Damage for what is no such message.
  std::optional<WireField> next();

 private:
  ByteReader reader_;
};

}  // namespace mrec::embedding
