#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "mrec/core/mapped_file.h"

namespace mrec {

/// The number types of arrays, by their names in safetensors.
template <class T>
constexpr const char* dtype_of() {
  if constexpr (std::is_same_v<T, float>) return "F32";
  if constexpr (std::is_same_v<T, double>) return "F64";
  if constexpr (std::is_same_v<T, std::uint8_t>) return "U8";
  if constexpr (std::is_same_v<T, std::uint16_t>) return "U16";
  if constexpr (std::is_same_v<T, std::uint32_t>) return "U32";
  if constexpr (std::is_same_v<T, std::uint64_t>) return "U64";
}

/// An array to be written: its bytes are looked at, not kept.
struct ArrayBytes {
  std::string name;
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::string_view bytes;
};

template <class T>
ArrayBytes array_bytes(std::string name, std::vector<std::uint64_t> shape, std::span<const T> numbers) {
  return {.name = std::move(name),
          .dtype = dtype_of<T>(),
          .shape = std::move(shape),
          .bytes = {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()}};
}

/// A safetensors file of large arrays that are looked at where they lie: nothing is read before it is used.
/// (What is read whole and checked number by number is read_safetensors().)
class TensorMap {
 public:
  /// Throws Error{kIo} when the file cannot be read, and Error{kFormat} when header and length do not fit.
  /// What the arrays hold is not checked.
  static TensorMap of_file(const std::filesystem::path& path);
  /// The same of a copy of bytes in memory; `name` is for errors.
  static TensorMap of_bytes(std::string_view bytes, const std::filesystem::path& name);

  const std::map<std::string, std::string>& metadata() const { return metadata_; }
  /// In the order of their bytes.
  const std::vector<ArrayBytes>& arrays() const { return arrays_; }

  /// The numbers of an array; valid as long as the map, moved or not. Throws Error{kFormat} when there is no
  /// such array, or one of another type, shape or alignment.
  template <class T>
  std::span<const T> numbers(std::string_view name, const std::vector<std::uint64_t>& shape) const {
    const std::string_view bytes = array(name, dtype_of<T>(), alignof(T), &shape);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  /// The same of whatever shape.
  template <class T>
  std::span<const T> numbers(std::string_view name) const {
    const std::string_view bytes = array(name, dtype_of<T>(), alignof(T), nullptr);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

 private:
  struct alignas(64) Line {
    char bytes[64];
  };

  void parse(std::string_view bytes, const std::filesystem::path& name);
  std::string_view array(std::string_view name, std::string_view dtype, std::size_t alignment,
                         const std::vector<std::uint64_t>* shape) const;

  MappedFile file_;
  std::vector<Line> memory_;  ///< in place of a file
  std::map<std::string, std::string> metadata_;
  std::vector<ArrayBytes> arrays_;
};

/// The bytes of such a file. Its data begin at a multiple of 64; arrays with larger numbers are to come
/// first, so that all are aligned.
std::string tensor_map_bytes(const std::map<std::string, std::string>& metadata,
                             const std::vector<ArrayBytes>& arrays);
/// Writes them without a copy in memory, in place of an older file in one step. Throws Error{kIo}.
void write_tensor_map(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata,
                      const std::vector<ArrayBytes>& arrays);

}  // namespace mrec
