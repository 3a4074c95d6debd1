#include "fuzzer.h"
#include "mrec/library/index_file.h"

void mrec::fuzz::read_input(Bytes bytes) {
  const auto kept = library::read_index(file_of(bytes));
  if (!kept) return;
  const library::Index& index = kept->index;
  require(index.tracks() <= index.size(), "there are no more tracks than places");
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (!index.has(place)) continue;
    const library::Track track = index.track(place);
    require(index.vector(place).size() == static_cast<Eigen::Index>(index.width()),
            "a vector has its numbers");
    require(index.probabilities(place).size() == static_cast<Eigen::Index>(index.genres().size()),
            "there is a probability a genre");
    const auto found = index.find(track.path.native());
    require(!found || index.path_text(*found) == track.path.native(), "what is found has that path");
    index.find_name(track.path.filename().native());
  }
}
