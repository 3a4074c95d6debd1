#include <algorithm>
#include <cstring>
#include <vector>

#include "fuzzer.h"
#include "mrec/genre/classifier.h"

/// A model is 100 kB of weights in which nothing is to be found: the input is four bytes that say how many
/// zeros follow the header, and the header.
void mrec::fuzz::read_input(Bytes bytes) {
  constexpr std::uint32_t kMostZeros = 1U << 22;
  std::uint32_t zeros = 0;
  if (bytes.size() < sizeof zeros) return;
  std::memcpy(&zeros, bytes.data(), sizeof zeros);
  const Bytes header = bytes.subspan(sizeof zeros);
  const std::uint64_t header_bytes = header.size();
  std::vector<std::uint8_t> file(sizeof header_bytes + header.size() + std::min(zeros, kMostZeros));
  std::memcpy(file.data(), &header_bytes, sizeof header_bytes);
  std::ranges::copy(header, file.begin() + sizeof header_bytes);
  genre::Classifier::load(file_of(file));
}
