#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "mrec/core/progress.h"

namespace mrec::cli {

/// Progress on standard error: a bar with count, rate and time left on a terminal, a plain line every few
/// seconds elsewhere, nothing when quiet. `noun` names what is counted ("files").
std::unique_ptr<Progress> make_progress(std::string noun, bool quiet);

/// "8 s", "3 min 20 s", "2 h 5 min".
std::string duration_text(double seconds);

/// Seconds since it was made.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace mrec::cli
