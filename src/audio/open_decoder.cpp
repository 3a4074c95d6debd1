#include "audio/beginning.h"
#include "audio/child_process.h"
#include "audio/ffmpeg_decoder.h"
#include "audio/mpeg_decoder.h"
#include "audio/sndfile_decoder.h"
#include "audio/sniff.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

/// `action` gives a decoder; nothing when it says that the format is none of its own.
template <class Action>
std::unique_ptr<Decoder> unless_refused(Action action) {
  try {
    return action();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kIo) throw;
    return nullptr;
  }
}

}  // namespace

std::unique_ptr<Decoder> open_decoder(const std::filesystem::path& path) {
  const InputFile file(path);
  if (file.size_bytes() == 0) throw Error(ErrorKind::kFormat, path.string(), "is empty", "replace it");
  const Beginning beginning = beginning_of(file, 0);
  if (needs_ffmpeg(beginning.head)) return std::make_unique<FfmpegDecoder>(path);
  if (const std::optional<std::size_t> first = find_mpeg_audio(beginning.head)) {
    auto decoder =
        unless_refused([&] { return std::make_unique<MpegDecoder>(path, beginning.offset + *first); });
    if (decoder) return decoder;
  }
  try {
    return std::make_unique<SndfileDecoder>(path);
  } catch (const Error& error) {
    // ffmpeg reads codings and damage in known containers that libsndfile does not.
    if (error.kind() != ErrorKind::kFormat || !looks_like_audio(beginning.head) || !find_program("ffmpeg"))
      throw;
    auto decoder = unless_refused([&] { return std::make_unique<FfmpegDecoder>(path); });
    if (!decoder) throw;
    return decoder;
  }
}

}  // namespace mrec::audio
