#pragma once

#include <vector>

#include "audio/child_process.h"
#include "audio/decoder.h"
#include "audio/input_file.h"

namespace mrec::audio {

/// Whatever the program ffmpeg decodes, read from a pipe. It is looked for on PATH each time.
class FfmpegDecoder : public Decoder {
 public:
  /// Throws Error{kFormat} when ffmpeg is not installed or cannot make sense of the file, Error{kData} when
  /// the file has no sound. The programs are ended when they are silent for `patience_s`.
  explicit FfmpegDecoder(const std::filesystem::path& path, double patience_s = 30);

  int rate_hz() const override { return rate_hz_; }
  std::optional<std::int64_t> claimed_frames() const override { return claimed_frames_; }
  std::int64_t slack_frames() const override { return rate_hz_; }  // lengths are those of containers
  std::int64_t count_frames() override;
  std::optional<Loss> loss() const override;
  bool has_its_end() override;
  bool skip_to(std::int64_t frame) override;
  std::span<const float> read(std::int64_t most) override;

 private:
  void start(std::int64_t frame);
  void read_header();
  bool read_block(std::int64_t most);
  std::size_t fill(std::span<unsigned char> out);
  [[noreturn]] void fail_to_decode();
  [[noreturn]] void fail_to_answer() const;

  std::filesystem::path path_;
  InputFile file_;
  std::filesystem::path program_;
  double patience_s_;
  std::optional<ChildProcess> child_;
  std::optional<std::int64_t> claimed_frames_;
  int rate_hz_ = 0;
  std::size_t channels_ = 0;
  std::int64_t position_ = 0;
  std::vector<unsigned char> bytes_;
  std::vector<float> interleaved_;
  std::vector<float> mono_;
};

}  // namespace mrec::audio
