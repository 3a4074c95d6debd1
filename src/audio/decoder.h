#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "audio/input_file.h"

namespace mrec::audio {

/// Reads an audio file as mono blocks at the file's own rate. What the file is, its content says and never
/// its name.
class Decoder {
 public:
  /// Throws Error{kIo} when the file cannot be opened and Error{kFormat, kData} when it is no audio that can
  /// be decoded.
  explicit Decoder(const std::filesystem::path& path);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  int rate_hz() const;
  /// Frames the header claims; nothing when it does not say. A damaged file may hold fewer.
  std::optional<std::int64_t> claimed_frames() const;
  /// Frames there really are, found by decoding everything.
  std::int64_t count_frames();

  /// Makes `frame` the next to be read, exactly: the samples are those that reading from the start would
  /// give. False when the file ends or breaks before it.
  bool skip_to(std::int64_t frame);
  /// The next frames, at most `most` and at most one block, as the mean of all channels; empty at the end,
  /// which is also where a damaged file cannot be read further. Valid until the next call.
  std::span<const float> read(std::int64_t most);

 private:
  struct Handle;
  void reopen();
  std::int64_t read_block(std::int64_t most);

  std::filesystem::path path_;
  InputFile file_;
  std::unique_ptr<Handle> handle_;
  std::int64_t position_ = 0;
  std::int64_t block_frames_ = 0;
  std::vector<float> interleaved_;
  std::vector<float> mono_;
};

}  // namespace mrec::audio
