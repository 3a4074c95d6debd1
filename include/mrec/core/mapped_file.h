#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace mrec {

/// A file's bytes as memory, read from the disk where they are looked at. The file must not be cut short
/// meanwhile: those that mrec maps are only ever replaced (atomic_file.h).
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws Error{kIo} when it cannot be read or is no regular file.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  /// Begins at a page, so that what lies at a multiple of 64 is aligned for every vector unit.
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace mrec
