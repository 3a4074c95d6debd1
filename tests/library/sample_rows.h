#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "mrec/core/rng.h"
#include "mrec/library/index.h"
#include "support/small_index.h"

namespace mrec::library {

/// Which tracks, by the numbers in their names, and how long their vectors are.
struct Sample {
  std::size_t first = 0;
  std::size_t tracks = 40;
  Eigen::Index dimensions = 5;
  Eigen::Index genres = 3;
};

inline std::string sample_path(std::size_t number) {
  return "album " + std::to_string(number % 7) + "/" + std::to_string(number) + ".mp3";
}

/// Track `number` of a library that is always the same, whichever of its tracks are asked for, with something
/// in every field. Not sorted by path.
inline IndexedTrack sample_track(std::size_t number) {
  const std::string text = std::to_string(number);
  IndexedTrack each{.track = {.path = sample_path(number),
                              .artist = "artist " + text,
                              .title = "title " + text,
                              .duration_s = 100 + static_cast<double>(number) / 3,
                              .album = "album " + text,
                              .genre = "genre " + text,
                              .year = static_cast<int>(1900 + number)},
                    .sound = {.silence = static_cast<float>(number % 256) / 255, .speech = 1},
                    .record = 1000 + number};
  if (number % 5 == 0) {
    each.track.file = "album.flac";
    each.track.start_s = static_cast<double>(number) / 75;
    each.track.end_s = each.track.start_s + 1.0 / 3;
  }
  return each;
}

inline IndexRows sample_rows(const Sample& sample) {
  IndexRows rows;
  const auto count = static_cast<Eigen::Index>(sample.tracks);
  rows.embeddings.resize(count, sample.dimensions);
  rows.probabilities.resize(count, sample.genres);
  for (Eigen::Index i = 0; i < count; ++i) {
    const std::size_t number = sample.first + static_cast<std::size_t>(i);
    rows.tracks.push_back(sample_track(number));
    rows.embeddings.row(i) = testing::random_matrix(1, sample.dimensions, 2 * number + 1);
    const Matrix some = testing::random_matrix(1, sample.genres, 2 * number + 2).array() + 0.5F;
    rows.probabilities.row(i) = some / some.sum();
  }
  return rows;
}

inline IndexHeader sample_header(Eigen::Index genres = 3) {
  IndexHeader header{.root = "/music", .genres = {}, .left_out = 7};
  for (Eigen::Index i = 0; i < genres; ++i) header.genres.push_back("g" + std::to_string(i));
  return header;
}

inline Index sample_index(const Sample& sample = {}) {
  return {sample_header(sample.genres), sample_rows(sample), Workers(1)};
}

}  // namespace mrec::library
