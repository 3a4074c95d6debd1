#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/safetensors.h"

namespace mrec::embedding {

/// A variable as the index of a checkpoint tells of it.
struct CheckpointVariable {
  std::string name;
  std::uint64_t type = 0;  ///< TensorFlow's number for it; 1 is float32
  std::vector<std::int64_t> shape;
  std::uint64_t offset = 0;  ///< in the data file
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;  ///< CRC-32C of the data, masked
  bool in_slices = false;      ///< its data lie elsewhere, in parts
};

/// A checkpoint as TensorFlow's Saver (version 2) writes it: an index, which is a LevelDB table of protocol
/// buffers (tensorflow/core/protobuf/tensor_bundle.proto), and one data file with the arrays, little-endian.
class TensorflowCheckpoint {
 public:
  /// Reads the index. Throws Error{kIo} when it cannot be read, Error{kFormat} when it is damaged, foreign,
  /// compressed, big-endian or of several data files. `data` is opened by read() only.
  TensorflowCheckpoint(std::filesystem::path index, std::filesystem::path data);

  /// By name; of all types, the optimiser's among them.
  const std::vector<CheckpointVariable>& variables() const { return variables_; }

  /// The values of a float32 variable. Throws Error{kFormat} when there is none of that name, when its type,
  /// shape and size disagree, when the data file is too short, or when its checksum is another; Error{kIo}
  /// when the data cannot be read.
  NamedTensor read(std::string_view name) const;

 private:
  std::filesystem::path index_;
  std::filesystem::path data_;
  std::vector<CheckpointVariable> variables_;
};

/// The data file beside an index: "x.data-00000-of-00001" for "x.index", where x may be empty.
std::filesystem::path checkpoint_data(const std::filesystem::path& index);

}  // namespace mrec::embedding
