#include "fingerprint/prints_format.h"

#include <cstring>
#include <optional>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::fingerprint {
namespace {

constexpr std::string_view kMagic = "mrec-fingerprint";
constexpr std::uint64_t kVersion = 1;

}  // namespace

std::string file_beginning() {
  return std::string(kMagic).append(reinterpret_cast<const char*>(&kVersion), sizeof kVersion);
}

std::vector<Segment> read_segments(std::string_view bytes, std::string_view subject) {
  if (!bytes.starts_with(kMagic.substr(0, bytes.size()))) {
    throw Error(ErrorKind::kFormat, subject, "is not a file of fingerprints of mrec", "move it away");
  }
  std::vector<Segment> segments;
  if (!bytes.starts_with(file_beginning())) return segments;
  std::string_view rest = bytes.substr(file_beginning().size());
  while (auto segment = Segment::read(rest)) {
    rest.remove_prefix(segment->bytes().size());
    segments.push_back(*std::move(segment));
  }
  return segments;
}

}  // namespace mrec::fingerprint
