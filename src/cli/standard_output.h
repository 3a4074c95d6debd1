#pragma once

#include <string_view>

namespace mrec::cli {

/// Puts something that cannot be written in place of closed standard streams. Otherwise the next file opened
/// would take their number, and what is printed would land in it. To be called first of all.
void reserve_standard_streams();

/// Writes results to standard output. Throws Error{kIo} when they cannot be written (a full disk, a closed
/// pipe).
void print(std::string_view text);

/// To be called once at the end: what is still buffered may fail too, and so may have what others printed.
void flush_standard_output();

}  // namespace mrec::cli
