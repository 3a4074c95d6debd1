#pragma once

#include <vector>

#include "audio/decoder.h"
#include "audio/input_file.h"

namespace mrec::audio {

/// WAV, AIFF, AU, CAF, FLAC, Ogg with Vorbis or Opus and what else libsndfile reads.
class SndfileDecoder : public Decoder {
 public:
  /// Throws Error{kIo, kFormat, kData} as open_decoder() does.
  explicit SndfileDecoder(const std::filesystem::path& path);
  ~SndfileDecoder() override;

  int rate_hz() const override;
  std::optional<std::int64_t> claimed_frames() const override;
  std::int64_t count_frames() override;
  std::optional<Loss> loss() const override { return loss_; }
  bool has_its_end() override;
  bool skip_to(std::int64_t frame) override;
  std::span<const float> read(std::int64_t most) override;

 private:
  struct Handle;
  void reopen();
  bool seek(std::int64_t frame);
  std::int64_t read_block(std::int64_t most);

  std::filesystem::path path_;
  InputFile file_;
  std::unique_ptr<Handle> handle_;
  std::optional<Loss> loss_;
  std::int64_t position_ = 0;
  std::int64_t block_frames_ = 0;
  std::vector<float> interleaved_;
  std::vector<float> mono_;
};

}  // namespace mrec::audio
