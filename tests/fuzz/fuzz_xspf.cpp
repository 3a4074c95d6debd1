#include "fuzzer.h"
#include "library/xspf_list.h"

void mrec::fuzz::read_input(Bytes bytes) {
  for (const library::ListedSong& song : library::read_xspf(text_of(bytes), "list.xspf")) {
    require(song != library::ListedSong{}, "a song says something");
    require(song.path.find('\0') == std::string::npos, "a path is one for the system");
    for (const std::string* text : {&song.artist, &song.title}) {
      require(text->find_first_of("\r\n") == std::string::npos, "a name is one line");
    }
  }
}
