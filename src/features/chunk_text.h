#pragma once

#include <string_view>
#include <vector>

#include "features/chunk_collector.h"
#include "mrec/core/matrix.h"

namespace mrec::features {

/// The chunks of a JSON text [chunk][frame][number] without white space around it, all of the given shape.
/// Throws Error{kFormat} (without a path) for anything else.
std::vector<Matrix> chunks_from_text(std::string_view text, ChunkShape shape);

}  // namespace mrec::features
