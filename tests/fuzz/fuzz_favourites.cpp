#include "fuzzer.h"
#include "mrec/library/favourites.h"

namespace {

mrec::library::Index three_tracks() {
  mrec::library::Index index;
  index.root = "/music";
  for (const char* path : {"blues/one.ogg", "jazz/two.ogg", "jazz/one.ogg"}) {
    index.tracks.push_back({.path = path, .artist = {}, .title = {}});
  }
  return index;
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  static const library::Index index = three_tracks();
  for (const auto& match :
       library::match_favourites(library::read_favourites(file_of(bytes)), "lists", index)) {
    require(match.track || match.file || !match.problem.empty(), "an entry is found or has a problem");
  }
}
