#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fingerprint/segment.h"

namespace mrec::fingerprint {

/// What a file of prints begins with; segments follow to its end.
std::string file_beginning();

/// The segments of a file that are whole, views of its bytes. A file of another version has none. Throws
/// Error{kFormat} with that subject when the bytes are neither empty nor those of such a file.
std::vector<Segment> read_segments(std::string_view bytes, std::string_view subject);

}  // namespace mrec::fingerprint
