#include "audio/sndfile_decoder.h"

#include <fcntl.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <string>

#include "audio/file_end.h"
#include "audio/mono_mix.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

constexpr std::int64_t kBlockSamples = 1 << 16;  // of all channels together
constexpr int kMinRateHz = 1000;                 // below this a header is broken, or the sound is no music

// The reason why an open failed, and libmpg123's one-time set-up, are globals inside libsndfile.
std::mutex open_mutex;

/// How sf_seek() can be used.
enum class Seeking {
  kExact,   ///< leads to the very samples that decoding from the start gives
  kRunUp,   ///< leads to the place, but the decoder needs some sound to get there
  kRefused  ///< GSM and DWVW refuse, other codecs are too rare to rely on: decoded from the start
};

Seeking seeking_of(int format) {
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
      return Seeking::kExact;  // FLAC files name one of the PCM encodings
    case SF_FORMAT_OPUS:
      return Seeking::kRunUp;
    default:
      return Seeking::kRefused;
  }
}

constexpr int kRunUpSeconds = 4;  // Opus needs up to two seconds to converge at low bit rates

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

struct SndfileDecoder::Handle {
  SNDFILE* file = nullptr;
  SF_INFO info{};

  ~Handle() {
    if (file != nullptr) sf_close(file);
  }
};

SndfileDecoder::SndfileDecoder(const std::filesystem::path& path) : path_(path), file_(path) {
  reopen();
  if (rate_hz() < kMinRateHz) {
    throw Error(ErrorKind::kData, path.string(), "has a sample rate of " + std::to_string(rate_hz()) + " Hz",
                "convert it to at least 8000 Hz");
  }
  const int channels = handle_->info.channels;
  block_frames_ = std::max<std::int64_t>(1, kBlockSamples / channels);
  interleaved_.resize(static_cast<std::size_t>(block_frames_ * channels));
  mono_.resize(static_cast<std::size_t>(block_frames_));
  const std::optional<MissingBytes> missing = missing_at_end(file_);
  if (!missing) return;
  loss_.emplace();
  if (missing->promised == 0 || missing->present == 0 || !claimed_frames()) return;
  // libsndfile has already cut what the header claims down to what is there.
  const double whole = static_cast<double>(missing->promised) / static_cast<double>(missing->present);
  loss_->promised_frames = std::llround(static_cast<double>(*claimed_frames()) * whole);
}

SndfileDecoder::~SndfileDecoder() = default;

void SndfileDecoder::reopen() {
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

int SndfileDecoder::rate_hz() const {
  return handle_->info.samplerate;
}

std::optional<std::int64_t> SndfileDecoder::claimed_frames() const {
  const std::int64_t frames = handle_->info.frames;
  // libsndfile's way to say that it does not know, and what arithmetic leaves of it.
  if (frames < 0 || frames > std::numeric_limits<std::int64_t>::max() / 2) return std::nullopt;
  return frames;
}

std::int64_t SndfileDecoder::count_frames() {
  reopen();
  while (read_block(block_frames_) > 0) {
  }
  return position_;
}

bool SndfileDecoder::has_its_end() {
  // A FLAC file tells its length at its start. Of the others libsndfile has looked at the end itself, or the
  // length follows from the size.
  if ((handle_->info.format & SF_FORMAT_TYPEMASK) != SF_FORMAT_FLAC) return true;
  const std::optional<std::int64_t> frames = claimed_frames();
  if (!frames || *frames == 0) return true;
  const bool found = seek(*frames - 1) && read_block(1) == 1;
  reopen();
  return found;
}

bool SndfileDecoder::seek(std::int64_t frame) {
  if (sf_seek(handle_->file, frame, SEEK_SET) != frame) {
    reopen();  // where a failed seek leaves the file is anybody's guess
    return false;
  }
  position_ = frame;
  return true;
}

bool SndfileDecoder::skip_to(std::int64_t frame) {
  const Seeking seeking = seeking_of(handle_->info.format);
  if (seeking == Seeking::kExact && frame > position_ && seek(frame)) return true;
  const std::int64_t run_up = std::int64_t{kRunUpSeconds} * rate_hz();
  if (seeking == Seeking::kRunUp && frame - position_ > run_up) seek(frame - run_up);
  if (frame < position_) reopen();
  while (position_ < frame) {
    if (read_block(frame - position_) == 0) return false;
  }
  return true;
}

std::int64_t SndfileDecoder::read_block(std::int64_t most) {
  const sf_count_t got = sf_readf_float(handle_->file, interleaved_.data(), std::min(most, block_frames_));
  position_ += std::max<sf_count_t>(got, 0);
  return std::max<sf_count_t>(got, 0);
}

std::span<const float> SndfileDecoder::read(std::int64_t most) {
  const auto frames = static_cast<std::size_t>(read_block(most));
  const auto channels = static_cast<std::size_t>(handle_->info.channels);
  if (channels == 1) return std::span(interleaved_).first(frames);
  const std::span<float> mono = std::span(mono_).first(frames);
  mix_to_mono(std::span(interleaved_).first(frames * channels), channels, mono);
  return mono;
}

}  // namespace mrec::audio
