#pragma once

#include <vector>

#include "audio/decoder.h"
#include "audio/input_file.h"
#include "audio/mpeg_stream.h"

namespace mrec::audio {

/// MPEG audio, layers I to III: without the delay and the padding of the encoder where a Xing tag tells them
/// (gapless).
class MpegDecoder : public Decoder {
 public:
  /// `offset`: where the first frame begins. Throws Error{kFormat} for what is no MPEG audio.
  MpegDecoder(const std::filesystem::path& path, std::uint64_t offset);

  int rate_hz() const override { return stream_->rate_hz(); }
  std::optional<std::int64_t> claimed_frames() const override { return frames_; }
  std::int64_t slack_frames() const override;
  std::int64_t count_frames() override;
  std::optional<Loss> loss() const override { return loss_; }
  bool skip_to(std::int64_t frame) override;
  std::span<const float> read(std::int64_t most) override;

 private:
  void reopen();
  bool is_believable(const XingTag& tag) const;
  void measure(const std::optional<XingTag>& tag);
  bool decode_block();

  InputFile file_;
  MpegStreamOptions options_;
  MpegFrame first_frame_;
  std::unique_ptr<MpegStream> stream_;
  std::int64_t frames_ = 0;
  std::int64_t holes_ = 0;
  std::optional<Loss> loss_;
  std::int64_t position_ = 0;     ///< of the first sample of block_
  std::span<const float> block_;  ///< decoded and not read yet
  std::vector<float> mono_;
};

}  // namespace mrec::audio
