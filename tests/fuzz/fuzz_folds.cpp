#include "fuzzer.h"
#include "mrec/genre/split.h"

namespace {

/// Two genres, two tracks each.
mrec::genre::Dataset four_tracks() {
  mrec::genre::Dataset dataset;
  dataset.genres = {"blues", "jazz"};
  for (const char* path : {"a.wav", "b.wav", "jazz/c.wav", "jazz/d.wav"}) {
    const std::size_t number = dataset.tracks.size();
    dataset.tracks.push_back({.path = path,
                              .artist = {},
                              .title = {},
                              .genres = {number / 2},
                              .row = number,
                              .recording = number});
  }
  return dataset;
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  static const genre::Dataset dataset = four_tracks();
  for (const genre::Partition& part : genre::read_partitions(file_of(bytes), dataset)) {
    require(part.train.size() + part.validation.size() + part.test.size() == 4,
            "every track is dealt out once");
  }
}
