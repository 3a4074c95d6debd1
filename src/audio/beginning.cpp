#include "audio/beginning.h"

#include "audio/mpeg_frame.h"

namespace mrec::audio {

Beginning beginning_of(const InputFile& file, std::uint64_t from) {
  constexpr std::size_t kHeadBytes = 1 << 16;  // MPEG audio may begin after some kilobytes of padding
  Beginning beginning{.offset = from, .head = {}};
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

}  // namespace mrec::audio
