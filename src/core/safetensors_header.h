#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mrec {

/// What is wrong with a safetensors file; the reader puts the path before it.
struct SafetensorsDamage {
  std::string problem;
};

/// A tensor as the header tells of it; its bytes are counted from the end of the header.
struct TensorEntry {
  std::string name;
  std::string dtype;
  std::vector<std::int64_t> shape;
  std::uint64_t count = 1;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::map<std::string, std::string> metadata;
  std::vector<TensorEntry> entries;  ///< by their place in the data, which they fill without gaps
};

inline constexpr std::size_t kSafetensorsLengthBytes = 8;
inline constexpr const char* kSafetensorsAdvice = "make the file again or fetch a whole copy";

/// Throws SafetensorsDamage unless so many bytes can be the length of the header in a file that has so many
/// after that number.
void check_header_length(std::uint64_t length, std::uint64_t bytes_left);

/// Reads the JSON text at the beginning of a file with so many bytes of data. Throws SafetensorsDamage for
/// anything that is not exactly such a header, and for numbers of another kind than the one that is asked
/// for; empty: any.
SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_bytes,
                                           std::string_view only_dtype = {});

/// The beginning of a file: length and JSON text, padded so that the data begin at a multiple of `alignment`.
/// Of the entries name, dtype and shape count; bytes lie in their order. Names must differ.
std::string safetensors_beginning(const SafetensorsHeader& header, std::size_t alignment);

}  // namespace mrec
