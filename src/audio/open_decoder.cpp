#include <algorithm>
#include <vector>

#include "audio/child_process.h"
#include "audio/ffmpeg_decoder.h"
#include "audio/mpeg_decoder.h"
#include "audio/mpeg_frame.h"
#include "audio/sndfile_decoder.h"
#include "audio/sniff.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

/// The first bytes after an ID3v2 tag, which may precede anything.
struct Beginning {
  std::uint64_t offset = 0;
  std::vector<unsigned char> head;
};

Beginning beginning_of(const InputFile& file) {
  constexpr std::size_t kHeadBytes = 1 << 16;  // MPEG audio may begin after some kilobytes of padding
  Beginning beginning{.offset = 0, .head = std::vector<unsigned char>(kHeadBytes)};
  // More than one tag is rare but seen: some programs put theirs before what is there.
  constexpr int kMostTags = 8;
  for (int i = 0; i < kMostTags; ++i) {
    beginning.head.resize(kHeadBytes);
    beginning.head.resize(file.read_at(beginning.offset, beginning.head).size());
    const std::size_t tag = id3v2_length(beginning.head);
    if (tag == 0) break;
    beginning.offset += tag;
  }
  return beginning;
}

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
  const Beginning beginning = beginning_of(file);
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
