#include "mrec/audio/content_hash.h"

#include <algorithm>
#include <vector>

#include "audio/input_file.h"
#include "mrec/core/checksum.h"

namespace mrec::audio {
namespace {

constexpr std::uint64_t kWhole = std::uint64_t{1} << 20;  ///< files up to this size are read whole
constexpr std::uint64_t kEnd = std::uint64_t{1} << 18;
constexpr std::uint64_t kPiece = std::uint64_t{1} << 16;
constexpr std::uint64_t kPieces = 4;

struct Stretch {
  std::uint64_t begin;
  std::uint64_t bytes;
};

std::vector<Stretch> stretches_of(std::uint64_t size) {
  if (size <= kWhole) return {{0, size}};
  std::vector<Stretch> stretches = {{0, kEnd}};
  for (std::uint64_t i = 1; i <= kPieces; ++i) {
    const std::uint64_t between = size - 2 * kEnd - kPiece;
    stretches.push_back({kEnd + between / (kPieces + 1) * i, kPiece});
  }
  stretches.push_back({size - kEnd, kEnd});
  return stretches;
}

}  // namespace

std::string content_hash(const std::filesystem::path& path) {
  const InputFile file(path);
  Checksum sum;
  const std::uint64_t size = file.size_bytes();
  sum.add({reinterpret_cast<const char*>(&size), sizeof size});
  std::vector<unsigned char> buffer(std::min(size, kWhole));
  for (const Stretch& stretch : stretches_of(size)) {
    const auto bytes = file.read_at(stretch.begin, std::span(buffer).first(stretch.bytes));
    sum.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  return sum.digits();
}

}  // namespace mrec::audio
