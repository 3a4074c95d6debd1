#include "mrec/core/compression.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <array>
#include <new>

#include "mrec/core/error.h"

namespace mrec {
namespace {

/// Of features, level 3 makes files a hundredth smaller and takes half as long again.
constexpr int kLevel = 1;
constexpr std::size_t kLongestFrameHeader = 18;
constexpr std::size_t kScratchBytes = std::size_t{1} << 16;
constexpr std::string_view kFrameMagic("\x28\xB5\x2F\xFD", 4);
constexpr std::string_view kEmptyMagic("\x2A\x4D\x18", 3);  // behind a byte from 0x50 to 0x5F

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

std::unique_ptr<ZSTD_DCtx, Free> make_decompressor() {
  std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  return context;
}

std::unique_ptr<ZSTD_CCtx, Free> make_compressor() {
  std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  return context;
}

bool is_empty_frame(std::string_view bytes) {
  return bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50 &&
         bytes.substr(1, 3) == kEmptyMagic;
}

/// Why no end of a frame was found (`error`), whose content is at most `most_content` bytes.
FrameState state_of_part(std::string_view bytes, std::size_t error, std::size_t most_content) {
  if (ZSTD_getErrorCode(error) != ZSTD_error_srcSize_wrong) return FrameState::kDamaged;
  const bool could_be_whole = bytes.size() > ZSTD_compressBound(most_content) + kLongestFrameHeader;
  return could_be_whole ? FrameState::kTooLong : FrameState::kBreaksOff;
}

/// Decompresses into nothing, to learn whether the frame is what it was.
FrameState state_of_unsized(std::string_view frame) {
  std::array<char, kScratchBytes> scratch;
  Decompressor decompressor;
  try {
    do {
      frame.remove_prefix(decompressor.step(frame, scratch).taken);
    } while (!decompressor.between_frames());
  } catch (const Error&) {
    return FrameState::kDamaged;
  }
  return FrameState::kUnsized;
}

}  // namespace

bool is_compressed(std::string_view start) {
  return start.starts_with(kFrameMagic) || is_empty_frame(start);
}

std::string compress(std::string_view bytes) {
  thread_local const auto context = make_compressor();
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // where there is room nothing else can fail
  frame.resize(size);
  return frame;
}

Frame decompress(std::string_view bytes, std::size_t most_bytes, std::string& content) {
  thread_local const auto context = make_decompressor();
  const unsigned long long claimed = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  const bool is_sized = claimed < ZSTD_CONTENTSIZE_ERROR;
  if (is_sized && claimed > most_bytes) return {.state = FrameState::kTooLong};
  const std::size_t size = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) return {.state = state_of_part(bytes, size, is_sized ? claimed : most_bytes)};
  if (is_empty_frame(bytes) || claimed == 0) return {.state = FrameState::kEmpty, .bytes = size};
  if (!is_sized) return {.state = state_of_unsized(bytes.substr(0, size)), .bytes = size};
  content.resize(claimed);
  const std::size_t given =
      ZSTD_decompressDCtx(context.get(), content.data(), content.size(), bytes.data(), size);
  if (given != claimed) return {};
  return {.state = FrameState::kWhole, .bytes = size};
}

struct Decompressor::Context {
  std::unique_ptr<ZSTD_DCtx, Free> handle = make_decompressor();
};

Decompressor::Decompressor() : context_(std::make_unique<Context>()) {}

Decompressor::~Decompressor() = default;

Decompressor::Step Decompressor::step(std::string_view input, std::span<char> output) {
  ZSTD_inBuffer in{.src = input.data(), .size = input.size(), .pos = 0};
  ZSTD_outBuffer out{.dst = output.data(), .size = output.size(), .pos = 0};
  const std::size_t rest = ZSTD_decompressStream(context_->handle.get(), &out, &in);
  if (ZSTD_isError(rest) != 0) {
    throw Error(ErrorKind::kFormat,
                std::string("the compressed text is damaged (") + ZSTD_getErrorName(rest) + ")");
  }
  if (in.pos > 0 || out.pos > 0) between_frames_ = rest == 0;
  return {.taken = in.pos, .given = out.pos};
}

}  // namespace mrec
