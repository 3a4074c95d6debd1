#include "mrec/core/rng.h"

namespace mrec {
namespace {

/// SplitMix64's finaliser (Steele, Lea, Flood 2014): spreads neighbouring seeds over all 64 bits.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

Rng::Rng(std::uint64_t seed, std::uint64_t stream) : engine_(mix(mix(seed) ^ stream)) {}

std::size_t Rng::below(std::size_t count) {
  // Rejects the last, incomplete run of values, so that no remainder is favoured.
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % count;
  std::uint64_t draw = engine_();
  while (draw >= limit) draw = engine_();
  return static_cast<std::size_t>(draw % count);
}

}  // namespace mrec
