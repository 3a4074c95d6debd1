#include "mrec/audio/tags.h"

#include <taglib/fileref.h>
#include <taglib/tag.h>
#include <taglib/tfilestream.h>

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

Tags read_tags_of(const std::filesystem::path& path) {
  InputFile file(path);
  // By descriptor TagLib knows no name, so that it looks at the content: by name it would take an MP3 called
  // .wav for a WAV without tags. The stream closes the descriptor.
  TagLib::FileStream stream(file.release(), true);
  const TagLib::FileRef reference(&stream, false);
  if (reference.isNull() || reference.tag() == nullptr) return {};
  const TagLib::Tag& tag = *reference.tag();
  constexpr unsigned kLastYear = 9999;
  const unsigned year = tag.year();
  return {.artist = cleaned(tag.artist()),
          .title = cleaned(tag.title()),
          .album = cleaned(tag.album()),
          .genre = cleaned(tag.genre()),
          .year = year <= kLastYear ? static_cast<int>(year) : 0};
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
