#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace mrec::audio {

/// What a file lost at its end.
struct Loss {
  std::optional<std::int64_t> promised_frames;  ///< of the whole file; nothing when it does not tell
};

/// Reads an audio file as mono blocks at the file's own rate. One file may be read by one thread at a time;
/// different files by as many as there are.
class Decoder {
 public:
  Decoder() = default;
  virtual ~Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  virtual int rate_hz() const = 0;
  /// Frames the file says it holds; nothing when it does not say. A damaged file may hold fewer.
  virtual std::optional<std::int64_t> claimed_frames() const = 0;
  /// By how much a sound file may miss claimed_frames().
  virtual std::int64_t slack_frames() const { return 0; }
  /// Frames there really are, found by decoding everything.
  virtual std::int64_t count_frames() = 0;

  /// What opening showed to be missing at the end of the file. claimed_frames() is then what is left.
  virtual std::optional<Loss> loss() const { return std::nullopt; }
  /// Looks at little cost whether the last of claimed_frames() can be read. The position is lost.
  virtual bool has_its_end() { return true; }

  /// Makes `frame` the next to be read: the samples are those that reading from the start would give. False
  /// when the file ends or breaks before it.
  virtual bool skip_to(std::int64_t frame) = 0;
  /// The next frames, at most `most` and at most one block, as the mean of all channels; empty at the end,
  /// which is also where a damaged file cannot be read further. Valid until the next call.
  virtual std::span<const float> read(std::int64_t most) = 0;
};

/// Picks the decoder by the content of the file, never by its name. Throws Error{kIo} when the file cannot be
/// opened and Error{kFormat, kData} when it is no audio that can be decoded.
std::unique_ptr<Decoder> open_decoder(const std::filesystem::path& path);

}  // namespace mrec::audio
