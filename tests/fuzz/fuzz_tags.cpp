#include "fuzzer.h"
#include "mrec/audio/tags.h"
#include "mrec/core/utf8.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const audio::Tags tags = audio::read_tags(file_of(bytes));
  for (const std::string* text : {&tags.artist, &tags.title, &tags.album, &tags.genre}) {
    require(is_utf8(*text) && text->find('\n') == std::string::npos, "a tag is one line of UTF-8");
  }
}
