#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mrec/audio/section.h"
#include "mrec/audio/tags.h"
#include "mrec/core/matrix.h"

namespace mrec::features {

/// A word that a network puts to a sound, and how sure it is of it.
struct PredictedTag {
  std::string name;
  float probability = 0;

  bool operator==(const PredictedTag&) const = default;
};

/// One line of a feature file: a track with its chunks, or a file that failed with the reason.
struct TrackFeatures {
  std::filesystem::path path;  ///< relative to the file's root
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_us = 0;
  std::string content_hash = {};    ///< as from audio::content_hash(); empty: not known
  std::filesystem::path file = {};  ///< the audio file, where that is not `path`: of a track of a CUE sheet
  std::optional<audio::Section> section = {};  ///< its place in that file
  double duration_s = 0;
  std::string damage = {};  ///< what is wrong with a file of which a part could be used; empty: nothing
  audio::Tags tags;
  std::string label;                  ///< genre; empty: none
  std::vector<Matrix> chunks;         ///< each (frames x coefficients)
  std::vector<float> embedding = {};  ///< by the network that the file's header names; empty: none
  std::vector<PredictedTag> predicted_tags = {};  ///< by the same network, the strongest, falling
  /// Whether the record holds an embedding; of use where it was passed over.
  bool has_embedding = false;
  /// Whether one was asked for and the network made no numbers of the sound; not kept in files.
  bool embedding_failed = false;
  std::string error;         ///< why there are no chunks; empty: nothing is wrong
  bool is_io_error = false;  ///< the error is the disk's or the system's and may pass, not the file's
};

}  // namespace mrec::features
