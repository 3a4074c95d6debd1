#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/compression.h"
#include "mrec/core/error.h"

namespace mrec::features {

/// The text of a file from front to back, plain or, as the file's first bytes tell, decompressed.
class TextSource {
 public:
  /// Throws Error{kIo} when the file cannot be opened or read.
  explicit TextSource(std::filesystem::path path);

  /// Fills the room, as far as the text goes; 0 at its end. Throws Error{kIo} when reading fails and
  /// Error{kFormat} (without a path) for damaged compression.
  std::size_t read(std::span<char> room);

  /// Of the file, compressed or not.
  std::uintmax_t bytes_read() const { return bytes_read_; }
  /// Whether all that was read is known to be what was written: the frames it comes from were read to their
  /// ends, where the checksums are.
  bool is_verified() const { return is_verified_; }
  /// Whether a frame was begun, perhaps without giving text yet, and not ended.
  bool is_within_frame() const { return decompressor_ && !decompressor_->between_frames(); }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::size_t read_file(std::span<char> room);
  std::size_t read_frames(std::span<char> room);

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::optional<Decompressor> decompressor_;  ///< of compressed files
  std::vector<char> input_;                   ///< compressed, or the first bytes of a plain file
  std::span<const char> ahead_;               ///< what is not yet used of it
  std::uintmax_t bytes_read_ = 0;
  bool is_verified_ = true;
  std::optional<Error> damage_;  ///< met behind what could still be read
};

}  // namespace mrec::features
