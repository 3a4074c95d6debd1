#include "mrec/audio/tags.h"

#include <taglib/fileref.h>
#include <taglib/infotag.h>
#include <taglib/tag.h>
#include <taglib/tfilestream.h>
#include <taglib/wavfile.h>

#include <exception>

#include "audio/input_file.h"
#include "mrec/core/utf8.h"

namespace mrec::audio {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

/// One line of clean UTF-8: runs of blanks and control characters (padding with NULs, line breaks) become one
/// blank, and none stays at either end.
std::string cleaned(const TagLib::String& text) {
  std::string line;
  bool gap = false;
  for (const char c : to_utf8(text.to8Bit(true))) {
    if (c == ' ' || is_control(c)) {
      gap = true;
      continue;
    }
    if (gap && !line.empty()) line += ' ';
    gap = false;
    line += c;
  }
  return line;
}

/// Takes from `tag` what `tags` does not have yet.
void fill(Tags& tags, const TagLib::Tag* tag) {
  if (tag == nullptr) return;
  if (tags.artist.empty()) tags.artist = cleaned(tag->artist());
  if (tags.title.empty()) tags.title = cleaned(tag->title());
  if (tags.album.empty()) tags.album = cleaned(tag->album());
  if (tags.genre.empty()) tags.genre = cleaned(tag->genre());
  constexpr unsigned kLastYear = 9999;
  if (tags.year == 0 && tag->year() <= kLastYear) tags.year = static_cast<int>(tag->year());
}

Tags read_tags_of(const std::filesystem::path& path) {
  InputFile file(path);
  // By descriptor TagLib knows no name, so that it looks at the content: by name it would take an MP3 called
  // .wav for a WAV without tags. The stream closes the descriptor.
  TagLib::FileStream stream(file.release(), true);
  const TagLib::FileRef reference(&stream, false);
  Tags tags;
  if (reference.isNull()) return tags;
  fill(tags, reference.tag());
  // TagLib 1 leaves the INFO chunk, which is where most WAV files have their text, to those who ask for it.
  if (const auto* wav = dynamic_cast<const TagLib::RIFF::WAV::File*>(reference.file()))
    fill(tags, wav->InfoTag());
  return tags;
}

}  // namespace

Tags read_tags(const std::filesystem::path& path) {
  try {
    return read_tags_of(path);
  } catch (const std::exception&) {
    return {};  // whether the file can be worked with at all is for load() to say
  }
}

}  // namespace mrec::audio
