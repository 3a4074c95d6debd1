#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace mrec::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// What a fuzzer defines: gives the bytes to its reader. mrec::Error is a fine answer to a bad input; a
/// crash, a leak, any other exception, ten seconds or two gigabytes are bugs.
void read_input(Bytes bytes);

/// A file that holds the bytes. There is one, in memory: the next call writes it anew.
std::filesystem::path file_of(Bytes bytes);

inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Ends the run with `claim` when it does not hold; also in builds without assertions.
void require(bool holds, const char* claim);

}  // namespace mrec::fuzz
