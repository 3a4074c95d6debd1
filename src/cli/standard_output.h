#pragma once

#include <string_view>

namespace mrec::cli {

/// Writes results to standard output. Throws Error{kIo} when they cannot be written (a full disk, a closed pipe).
void print(std::string_view text);

/// To be called once at the end: what is still buffered may fail too.
void flush_standard_output();

}  // namespace mrec::cli
