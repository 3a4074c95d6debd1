#include "mrec/audio/content_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "audio/input_file.h"
#include "mrec/core/hex.h"

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

struct FreeState {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

std::string content_hash(const std::filesystem::path& path) {
  const InputFile file(path);
  const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
  XXH3_128bits_reset(state.get());
  const std::uint64_t size = file.size_bytes();
  XXH3_128bits_update(state.get(), &size, sizeof size);
  std::vector<unsigned char> buffer(std::min(size, kWhole));
  for (const Stretch& stretch : stretches_of(size)) {
    const auto bytes = file.read_at(stretch.begin, std::span(buffer).first(stretch.bytes));
    XXH3_128bits_update(state.get(), bytes.data(), bytes.size());
  }
  XXH128_canonical_t digits;
  XXH128_canonicalFromHash(&digits, XXH3_128bits_digest(state.get()));
  return to_hex({reinterpret_cast<const char*>(digits.digest), sizeof digits.digest});
}

}  // namespace mrec::audio
