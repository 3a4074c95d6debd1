#include "audio/mpeg_stream.h"

#include <mpg123.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

/// Reads through a buffer: libmpg123 asks for four bytes of header and some hundred of sound in turn, and a
/// system call for each would take most of the time of a scan.
class BufferedReader {
 public:
  BufferedReader(const InputFile& file, const MpegStreamOptions& options)
      : file_(file), offset_(options.offset) {
    const std::uint64_t end = std::min(options.end.value_or(file.size_bytes()), file.size_bytes());
    size_ = end - std::min(options.offset, end);
    buffer_.resize(kBufferBytes);
  }

  std::size_t read(std::span<unsigned char> out) {
    std::size_t done = 0;
    while (done < out.size()) {
      if (position_ < loaded_at_ || position_ >= loaded_at_ + loaded_.size()) {
        const std::uint64_t left = size_ - std::min(position_, size_);
        const auto room = std::span(buffer_).first(std::min<std::uint64_t>(left, buffer_.size()));
        loaded_ = file_.read_at(offset_ + position_, room);
        loaded_at_ = position_;
        if (loaded_.empty()) break;
      }
      const auto from = loaded_.subspan(static_cast<std::size_t>(position_ - loaded_at_));
      const std::size_t count = std::min(from.size(), out.size() - done);
      std::memcpy(out.data() + done, from.data(), count);
      done += count;
      position_ += count;
    }
    return done;
  }

  /// The new place, or -1.
  std::int64_t seek(std::int64_t distance, int whence) {
    const std::uint64_t base = whence == SEEK_SET ? 0 : (whence == SEEK_CUR ? position_ : size_);
    const std::int64_t place = static_cast<std::int64_t>(base) + distance;
    if (place < 0) return -1;
    position_ = static_cast<std::uint64_t>(place);
    return place;
  }

 private:
  static constexpr std::size_t kBufferBytes = 1 << 16;

  const InputFile& file_;
  std::uint64_t offset_;
  std::uint64_t size_ = 0;
  std::uint64_t position_ = 0;
  std::uint64_t loaded_at_ = 0;
  std::vector<unsigned char> buffer_;
  std::span<const unsigned char> loaded_;
};

// The two functions below are called by C code, through which no exception may pass.
mpg123_ssize_t read_for_mpg123(void* reader, void* out, std::size_t count) {
  try {
    return static_cast<mpg123_ssize_t>(
        static_cast<BufferedReader*>(reader)->read({static_cast<unsigned char*>(out), count}));
  } catch (const Error&) {
    return -1;
  }
}

off_t seek_for_mpg123(void* reader, off_t distance, int whence) {
  return static_cast<BufferedReader*>(reader)->seek(distance, whence);
}

long flags_of(const MpegStreamOptions& options) {
  long flags = MPG123_QUIET | MPG123_FORCE_FLOAT | MPG123_GAPLESS | MPG123_SKIP_ID3V2;
  flags |= options.stereo ? MPG123_FORCE_STEREO : MPG123_MONO_MIX;
  if (options.ignore_tag) flags |= MPG123_IGNORE_INFOFRAME;
  return flags;
}

/// 0 when there is no frame.
int rate_of(mpg123_handle* mpg123) {
  long rate = 0;
  int channels = 0;
  int encoding = 0;
  if (mpg123_getformat(mpg123, &rate, &channels, &encoding) != MPG123_OK) return 0;
  return static_cast<int>(rate);
}

}  // namespace

struct MpegStream::Handle {
  BufferedReader reader;
  mpg123_handle* mpg123 = nullptr;

  Handle(const InputFile& file, const MpegStreamOptions& options) : reader(file, options) {
    static const int once = mpg123_init();  // needed by versions before 1.27
    static_cast<void>(once);
    mpg123 = mpg123_new(nullptr, nullptr);
    if (mpg123 == nullptr) throw std::bad_alloc();
  }
  ~Handle() { mpg123_delete(mpg123); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
};

MpegStream::MpegStream(const InputFile& file, const MpegStreamOptions& options)
    : handle_(std::make_unique<Handle>(file, options)) {
  mpg123_handle* mpg123 = handle_->mpg123;
  constexpr long kMostGarbage =
      1 << 20;  // between two frames: a hole torn by a bad disk, a tag in the middle
  mpg123_param(mpg123, MPG123_FLAGS, flags_of(options), 0);
  mpg123_param(mpg123, MPG123_RESYNC_LIMIT, kMostGarbage, 0);
  mpg123_replace_reader_handle(mpg123, read_for_mpg123, seek_for_mpg123, nullptr);
  if (mpg123_open_handle(mpg123, &handle_->reader) == MPG123_OK) rate_hz_ = rate_of(mpg123);
  if (rate_hz_ == 0) throw Error(ErrorKind::kFormat, mpg123_strerror(mpg123));
}

MpegStream::~MpegStream() = default;

std::int64_t MpegStream::length() const {
  return std::max<std::int64_t>(0, mpg123_length(handle_->mpg123));
}

std::optional<std::int64_t> MpegStream::seek(std::int64_t sample) {
  const off_t place = mpg123_seek(handle_->mpg123, sample, SEEK_SET);
  if (place < 0) return std::nullopt;
  return place;
}

std::optional<MpegFrameData> MpegStream::next() {
  mpg123_handle* mpg123 = handle_->mpg123;
  unsigned long bits = 0;
  unsigned char* body = nullptr;
  std::size_t length = 0;
  // Opening and seeking may have read a frame already, which must not be passed over.
  if (mpg123_framedata(mpg123, &bits, &body, &length) != MPG123_OK) {
    const int result = mpg123_framebyframe_next(mpg123);
    if (result != MPG123_OK && result != MPG123_NEW_FORMAT) return std::nullopt;
    if (result == MPG123_NEW_FORMAT && rate_of(mpg123) != rate_hz_) return std::nullopt;
    if (mpg123_framedata(mpg123, &bits, &body, &length) != MPG123_OK) return std::nullopt;
  }
  const std::array<unsigned char, 4> header = {
      static_cast<unsigned char>(bits >> 24U), static_cast<unsigned char>(bits >> 16U),
      static_cast<unsigned char>(bits >> 8U), static_cast<unsigned char>(bits)};
  return MpegFrameData{.header = parse_mpeg_frame(header).value_or(MpegFrame{}), .body = {body, length}};
}

std::span<const float> MpegStream::decode() {
  off_t number = 0;
  unsigned char* bytes = nullptr;
  std::size_t count = 0;
  if (mpg123_framebyframe_decode(handle_->mpg123, &number, &bytes, &count) != MPG123_OK || bytes == nullptr)
    return {};
  return {reinterpret_cast<const float*>(bytes), count / sizeof(float)};
}

}  // namespace mrec::audio
