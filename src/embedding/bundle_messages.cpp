#include "embedding/bundle_messages.h"

#include "embedding/damage.h"
#include "embedding/wire_format.h"

namespace mrec::embedding {
namespace {

enum HeaderField : std::uint8_t { kShards = 1, kEndianness = 2 };
enum EntryField : std::uint8_t {
  kType = 1,
  kShape = 2,
  kShard = 3,
  kOffset = 4,
  kSize = 5,
  kChecksum = 6,
  kSlices = 7
};
constexpr std::uint64_t kDimension = 2;  // of a shape
constexpr std::uint64_t kExtent = 1;     // of a dimension

/// A negative extent (not known) becomes a huge number here, and no data fit it.
std::int64_t read_extent(std::string_view dimension) {
  std::uint64_t extent = 0;  // which is not stored
  for (WireReader reader(dimension); const auto field = reader.next();) {
    if (field->number == kExtent) extent = field->value;
  }
  return static_cast<std::int64_t>(extent);
}

std::vector<std::int64_t> read_shape(std::string_view message) {
  std::vector<std::int64_t> shape;
  for (WireReader reader(message); const auto field = reader.next();) {
    if (field->number == kDimension) shape.push_back(read_extent(field->text));
  }
  return shape;
}

}  // namespace

void check_bundle_header(std::string_view message) {
  std::uint64_t shards = 0;
  std::uint64_t endianness = 0;
  for (WireReader reader(message); const auto field = reader.next();) {
    if (field->number == kShards) shards = field->value;
    if (field->number == kEndianness) endianness = field->value;
  }
  if (shards != 1) throw Damage{"has " + std::to_string(shards) + " data files, where mrec reads one"};
  if (endianness != 0) throw Damage{"was written on a big-endian computer, which mrec does not read"};
}

CheckpointVariable read_bundle_entry(std::string_view message) {
  CheckpointVariable variable;
  for (WireReader reader(message); const auto field = reader.next();) {
    switch (field->number) {
      case kType:
        variable.type = field->value;
        break;
      case kShape:
        variable.shape = read_shape(field->text);
        break;
      case kShard:
        if (field->value != 0) throw Damage{"names a data file that there cannot be"};
        break;
      case kOffset:
        variable.offset = field->value;
        break;
      case kSize:
        variable.bytes = field->value;
        break;
      case kChecksum:
        variable.checksum = field->value;
        break;
      case kSlices:
        variable.in_slices = true;
        break;
      default:
        break;
    }
  }
  return variable;
}

}  // namespace mrec::embedding
