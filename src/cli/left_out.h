#pragma once

#include <cstddef>

namespace mrec::cli {

/// Tracks of a library that have no part in a training or an evaluation.
struct LeftOut {
  std::size_t unlabelled = 0;
  std::size_t without_input = 0;  ///< labelled, but without what is to be looked at
  std::size_t failed = 0;         ///< files that could not be analysed
};

/// Says on standard error how many there are of each, of none nothing.
void warn_of(const LeftOut& left_out);

}  // namespace mrec::cli
