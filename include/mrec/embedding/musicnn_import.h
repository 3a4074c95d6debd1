#pragma once

#include <filesystem>

#include "mrec/core/safetensors.h"

namespace mrec::embedding {

/// The network MSD_musicnn of the published package musicnn 0.1.0, from its checkpoint's index file (and the
/// data file beside it), as models/musicnn.safetensors holds it: the arrays unchanged, under mrec's names and
/// sorted by them, what the optimiser needed left out (docs/formats.md). Throws as TensorflowCheckpoint does,
/// and Error{kFormat} that says what it is not for any other checkpoint: by its variables, their shapes and a
/// checksum of all weights.
TensorFile import_musicnn(const std::filesystem::path& index);

}  // namespace mrec::embedding
