#include "audio/decoder.h"

#include <fcntl.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <string>

#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

constexpr std::int64_t kBlockSamples = 1 << 16;  // of all channels together
constexpr int kMinRateHz = 1000;                 // below this a header is broken, or the sound is no music

// The reason why an open failed, and libmpg123's one-time set-up, are globals inside libsndfile.
std::mutex open_mutex;

/// Whether sf_seek() leads to the very samples that decoding from the start gives. MP3 does not: the first
/// frames after a seek miss the bits that earlier frames hold for them (up to some 8,000 samples are wrong,
/// and libmpg123 complains on stderr), and without a Xing header the place itself is an estimate. Opus needs
/// up to two seconds to converge at low bit rates. GSM and DWVW refuse, other codecs are too rare to rely on.
/// These are decoded from the start instead.
bool seeks_exactly(int format) {
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
    case SF_FORMAT_ULAW:
    case SF_FORMAT_ALAW:
    case SF_FORMAT_VORBIS:
      return true;  // FLAC files name one of the PCM encodings
    default:
      return false;
  }
}

[[noreturn]] void fail_to_decode(const std::filesystem::path& path, int error, const std::string& text) {
  if (error == SF_ERR_UNRECOGNISED_FORMAT) {
    throw Error(ErrorKind::kFormat, path.string(), "is not audio that libsndfile can read",
                "convert it to FLAC, WAV, OGG or MP3");
  }
  if (error == SF_ERR_SYSTEM) throw Error(ErrorKind::kIo, path.string(), "cannot be read", text);
  throw Error(ErrorKind::kFormat, path.string(), "cannot be decoded (" + text + ")",
              "convert it to FLAC or replace it");
}

}  // namespace

struct Decoder::Handle {
  SNDFILE* file = nullptr;
  SF_INFO info{};

  ~Handle() {
    if (file != nullptr) sf_close(file);
  }
};

Decoder::Decoder(const std::filesystem::path& path) : path_(path), file_(path) {
  if (file_.size_bytes() == 0) throw Error(ErrorKind::kFormat, path.string(), "is empty", "replace it");
  reopen();
  if (rate_hz() < kMinRateHz) {
    throw Error(ErrorKind::kData, path.string(), "has a sample rate of " + std::to_string(rate_hz()) + " Hz",
                "convert it to at least 8000 Hz");
  }
  const int channels = handle_->info.channels;
  block_frames_ = std::max<std::int64_t>(1, kBlockSamples / channels);
  interleaved_.resize(static_cast<std::size_t>(block_frames_ * channels));
  mono_.resize(static_cast<std::size_t>(block_frames_));
}

Decoder::~Decoder() = default;

void Decoder::reopen() {
  handle_.reset();
  position_ = 0;
  auto handle = std::make_unique<Handle>();
  {
    const std::lock_guard lock(open_mutex);
    // libsndfile takes the descriptor's offset for the start of the sound file. It gets no name: it would
    // believe one that ends in ".mp3" over the content. And it gets a descriptor of its own to close:
    // whatever it is told, it closes one that it fails to open, by then perhaps another thread's.
    ::lseek(file_.descriptor(), 0, SEEK_SET);
    const int own = ::fcntl(file_.descriptor(), F_DUPFD_CLOEXEC, 0);
    if (own < 0) throw Error(ErrorKind::kIo, path_.string(), "cannot be opened", system_error_text());
    handle->file = sf_open_fd(own, SFM_READ, &handle->info, SF_TRUE);
    if (handle->file == nullptr) fail_to_decode(path_, sf_error(nullptr), sf_strerror(nullptr));
  }
  if (handle->info.channels < 1)
    throw Error(ErrorKind::kFormat, path_.string(), "has no channels", "replace it");
  handle_ = std::move(handle);
}

int Decoder::rate_hz() const {
  return handle_->info.samplerate;
}

std::optional<std::int64_t> Decoder::claimed_frames() const {
  const std::int64_t frames = handle_->info.frames;
  // libsndfile's way to say that it does not know, and what arithmetic leaves of it.
  if (frames < 0 || frames > std::numeric_limits<std::int64_t>::max() / 2) return std::nullopt;
  return frames;
}

std::int64_t Decoder::count_frames() {
  reopen();
  while (read_block(block_frames_) > 0) {
  }
  return position_;
}

bool Decoder::skip_to(std::int64_t frame) {
  if (frame > position_ && seeks_exactly(handle_->info.format)) {
    if (sf_seek(handle_->file, frame, SEEK_SET) == frame) {
      position_ = frame;
      return true;
    }
    reopen();  // where a failed seek leaves the file is anybody's guess
  }
  if (frame < position_) reopen();
  while (position_ < frame) {
    if (read_block(frame - position_) == 0) return false;
  }
  return true;
}

std::int64_t Decoder::read_block(std::int64_t most) {
  const sf_count_t got = sf_readf_float(handle_->file, interleaved_.data(), std::min(most, block_frames_));
  position_ += std::max<sf_count_t>(got, 0);
  return std::max<sf_count_t>(got, 0);
}

std::span<const float> Decoder::read(std::int64_t most) {
  const auto frames = static_cast<std::size_t>(read_block(most));
  const auto channels = static_cast<std::size_t>(handle_->info.channels);
  if (channels == 1) return std::span(interleaved_).first(frames);
  for (std::size_t t = 0; t < frames; ++t) {
    float sum = 0;
    for (const float sample : std::span(interleaved_).subspan(t * channels, channels)) sum += sample;
    mono_[t] = sum / static_cast<float>(channels);
  }
  return std::span(mono_).first(frames);
}

}  // namespace mrec::audio
