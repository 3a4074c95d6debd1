#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mrec::embedding {

/// An array of musicnn: what the checkpoint calls it, what mrec calls it, and its shape.
struct MusicnnVariable {
  std::string checkpoint_name;
  std::string name;
  std::vector<std::int64_t> shape;
};

/// All arrays of the network, sorted by mrec's names.
std::vector<MusicnnVariable> musicnn_variables();

}  // namespace mrec::embedding
