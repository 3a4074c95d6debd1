#pragma once

#include <string>

namespace mrec {

/// Asks long work to stop at the next safe place. Callable from a signal handler.
void request_interrupt() noexcept;

bool interrupt_requested() noexcept;

/// Thrown by throw_if_interrupted(); not an Error, because nothing is wrong.
struct Interrupted {
  std::string message;  ///< what was kept and how to go on; empty: nothing was changed
};

/// To be called between two items of long work, where nothing is half-written.
void throw_if_interrupted();

}  // namespace mrec
