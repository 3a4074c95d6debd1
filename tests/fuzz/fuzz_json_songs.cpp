#include "fuzzer.h"
#include "library/json_songs.h"

void mrec::fuzz::read_input(Bytes bytes) {
  library::ListenHistory history;
  const std::size_t entries = library::read_json_songs(text_of(bytes), "listens.jsonl", history);
  const auto favourites = history.favourites(1);
  require(favourites.size() + history.nameless() <= entries, "every favourite has an entry");
  for (const library::ListedSong& song : favourites) require(!song.title.empty(), "a favourite has a name");
}
