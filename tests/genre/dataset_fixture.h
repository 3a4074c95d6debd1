#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "mrec/features/feature_store.h"
#include "mrec/genre/dataset.h"
#include "support/expect_error.h"
#include "support/temp_folder.h"

namespace mrec::genre {

using features::FeatureHeader;
using features::TrackFeatures;

/// Chunks of 3 frames x 4 coefficients.
inline FeatureHeader small_header() {
  return {.root = "/music",
          .options = {.rate_hz = 1000, .n_fft = 64, .hop = 40, .n_mels = 8, .n_mfcc = 4, .chunk_s = 0.1}};
}

/// A track whose chunks hold `first`, `first` + 1 ... in every place.
inline TrackFeatures track(const std::string& path, const std::string& label, float first = 0,
                           std::size_t chunks = 2) {
  TrackFeatures track;
  track.path = path;
  track.label = label;
  track.tags.artist = "artist of " + path;
  for (std::size_t i = 0; i < chunks; ++i) {
    track.chunks.push_back(Matrix::Constant(3, 4, first + static_cast<float>(i)));
  }
  return track;
}

inline TrackFeatures failed(const std::string& path) {
  TrackFeatures track;
  track.path = path;
  track.error = "is no sound";
  return track;
}

/// Four tracks, enough to train with.
inline std::vector<TrackFeatures> four_tracks() {
  return {track("1r", "rock", 10), track("2b", "blues", 20, 3), track("3r", "rock", 30, 1),
          track("4b", "blues", 40)};
}

/// The samples of a track, one after another.
inline std::vector<float> numbers_of(const Dataset& dataset, std::size_t track,
                                     TrackInput input = TrackInput::kChunks) {
  const nn::Tensor samples = dataset.samples(track, input);
  return {samples.values().begin(), samples.values().end()};
}

inline std::size_t chunks_of(const Dataset& dataset, std::size_t track) {
  return dataset.samples(track, TrackInput::kChunks).samples();
}

class DatasetTest : public ::testing::Test {
 protected:
  std::filesystem::path features(const std::string& name, const std::vector<TrackFeatures>& tracks,
                                 const FeatureHeader& header = small_header()) const {
    std::string bytes = features::to_line(header);
    for (const TrackFeatures& each : tracks) bytes += features::to_line(each, header);
    testing::write_bytes(folder_ / name, bytes);
    return folder_ / name;
  }
  static Dataset load(const std::vector<std::filesystem::path>& files,
                      TrackInput input = TrackInput::kChunks) {
    return load_dataset(files, std::span(&input, 1));
  }

  static ::testing::AssertionResult refused(ErrorKind kind, const std::string& part,
                                            const std::vector<std::filesystem::path>& files,
                                            TrackInput input = TrackInput::kChunks) {
    return testing::throws_error(kind, part, [&] { load(files, input); });
  }

  const testing::TempFolder folder_;
};

}  // namespace mrec::genre
