#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

#include "mrec/core/safetensors.h"
#include "mrec/embedding/musicnn.h"
#include "support/data_folders.h"

namespace mrec::testing {

/// A network that can be loaded and makes no finite numbers of any sound; its file is written to `path`.
inline embedding::Musicnn overflowing_musicnn(const std::filesystem::path& path) {
  TensorFile file = read_safetensors(model_file("musicnn.safetensors"));
  const auto output = std::ranges::find(file.tensors, "backend.output.kernel", &NamedTensor::name);
  std::ranges::fill(output->values, 3e38F);
  write_safetensors(path, file);
  return embedding::Musicnn::load(path);
}

}  // namespace mrec::testing
