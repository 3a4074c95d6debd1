#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "mrec/genre/dataset.h"
#include "mrec/genre/network_trainer.h"
#include "mrec/genre/split.h"
#include "mrec/genre/trial.h"

namespace mrec::genre {

/// A job of several trainings, numbered in the order in which they are done, as far as it has come.
struct Checkpoint {
  std::string program;     ///< name and version of what wrote it
  std::string command;     ///< that asked for the job
  std::string data;        ///< data_fingerprint()
  std::string start = {};  ///< checksum of the model that the trainings go on from; empty: none
  /// What was said of the tested tracks of trainings that are done, without embeddings.
  std::map<std::size_t, std::vector<TestedTrack>> tested = {};
  /// Trainings under way, or done and still needed: a state of each of their networks that has begun.
  std::map<std::size_t, std::vector<TrainingState>> trainings = {};

  /// One safetensors file (docs/formats.md), replaced in one step. Throws Error{kIo}.
  void save(const std::filesystem::path& path) const;
  /// The numbers come back bit by bit. Throws Error{kIo} for a file that cannot be read and Error{kFormat}
  /// for anything but a whole file that save() wrote.
  static Checkpoint load(const std::filesystem::path& path);
};

/// 32 digits that differ when anything differs that trainings see of the data: tracks, genres, artists,
/// recordings, every number of the inputs, and how the tracks are divided.
std::string data_fingerprint(const Dataset& dataset, std::span<const Partition> partitions);

}  // namespace mrec::genre
