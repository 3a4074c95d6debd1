#include "fuzzer.h"
#include "mrec/genre/split.h"

namespace {

/// Two genres, two tracks each, of two chunks.
mrec::genre::Dataset four_tracks() {
  mrec::genre::Dataset dataset;
  dataset.genres = {"blues", "jazz"};
  for (const char* path : {"a.wav", "b.wav", "jazz/c.wav", "jazz/d.wav"}) {
    const std::size_t number = dataset.tracks.size();
    dataset.tracks.push_back(
        {.path = path, .artist = {}, .genre = number / 2, .first_chunk = 2 * number, .chunk_count = 2});
  }
  return dataset;
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  static const genre::Dataset dataset = four_tracks();
  for (const genre::Partition& part : genre::read_partitions(file_of(bytes), dataset)) {
    require(part.train.size() + part.validation.size() + part.test.size() == 8,
            "every chunk is dealt out once");
  }
}
