#include <utility>

#include "fuzzer.h"
#include "mrec/library/favourites.h"

namespace {

mrec::library::Index three_tracks() {
  mrec::library::IndexRows rows;
  for (const char* path : {"blues/one.ogg", "jazz/two.ogg", "jazz/one.ogg"}) {
    rows.tracks.push_back({.track = {.path = path, .artist = {}, .title = {}}});
  }
  rows.embeddings = mrec::Matrix::Identity(3, 3);
  rows.probabilities = mrec::Matrix::Ones(3, 1);
  return {{.root = "/music", .genres = {"any"}}, std::move(rows), mrec::Workers(1)};
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  static const library::Index index = three_tracks();
  for (const auto& match :
       library::match_favourites(library::read_favourites(file_of(bytes)), "lists", index)) {
    require(match.track || match.file || !match.problem.empty(), "an entry is found or has a problem");
  }
}
