#pragma once

#include <cstddef>

namespace mrec::cli {

/// Says on standard error how many tracks have no label and how many files failed, unless there are none.
void warn_of_left_out(std::size_t unlabelled, std::size_t failed);

}  // namespace mrec::cli
