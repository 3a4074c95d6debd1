#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace mrec::audio {

/// A regular file open for reading. Folders, FIFOs and devices are refused without being opened, so nothing
/// here can block or have side effects.
class InputFile {
 public:
  /// Throws Error{kIo} naming the path.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  int descriptor() const { return descriptor_; }
  std::uint64_t size_bytes() const { return size_bytes_; }

  /// The first bytes of the file, as many as there are and `buffer` takes; none after a failure of the disk.
  std::span<const unsigned char> head(std::span<unsigned char> buffer) const;
  /// Bytes from `offset` on, as many as there are and `buffer` takes. Throws Error{kIo} when the disk fails.
  std::span<const unsigned char> read_at(std::uint64_t offset, std::span<unsigned char> buffer) const;
  /// Hands the descriptor over to somebody who closes it.
  int release();

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_bytes_ = 0;
};

}  // namespace mrec::audio
