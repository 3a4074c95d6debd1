#include "synth/random.h"

#include <cassert>

namespace mrec::generator {
namespace {

/// FNV-1a, 64 bits (Fowler, Noll and Vo), because std::hash may differ between standard libraries.
std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : text) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace

Random::Random(std::string_view seed) : engine_(fnv1a(seed)) {}

double Random::uniform() {
  return static_cast<double>(engine_() >> 11) * 0x1.0p-53;
}

double Random::between(double low, double high) {
  return low + (high - low) * uniform();
}

float Random::noise() {
  return static_cast<float>(between(-1.0, 1.0));
}

std::size_t Random::below(std::size_t count) {
  assert(count > 0);
  return static_cast<std::size_t>(uniform() * static_cast<double>(count));
}

bool Random::chance(double probability) {
  return uniform() < probability;
}

}  // namespace mrec::generator
