#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "mrec/core/progress.h"

namespace mrec::cli {

/// Progress on standard error: a bar with count, rate and time left on a terminal, a plain line every few
/// seconds elsewhere, nothing when quiet. `noun` names what is counted ("files").
std::unique_ptr<Progress> make_progress(std::string noun, bool quiet);

/// A line of standard error that is drawn again and again in its place, on a terminal only.
class LiveLine {
 public:
  explicit LiveLine(bool quiet = false);
  ~LiveLine() { clear(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  bool is_shown() const { return shown_; }
  /// Cut to the width of the terminal.
  void draw(std::string text);
  void clear();

 private:
  bool shown_;
  bool drawn_ = false;
};

/// "[######..................]"
std::string bar_text(double share);

/// Seconds between two drawings that an eye can follow.
inline constexpr double kDrawEvery_s = 0.1;

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
