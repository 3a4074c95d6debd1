#include "fuzzer.h"
#include "mrec/core/utf8.h"
#include "mrec/library/song_key.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  for (const std::string& key : {library::artist_key(text), library::title_key(text)}) {
    require(is_utf8(key) && key.find_first_of("\t\n ") == std::string::npos, "a key is one word of UTF-8");
  }
}
