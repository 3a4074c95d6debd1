#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace mrec {

/// What became of one piece of work that was given to a child process.
struct ChildAnswer {
  std::string bytes;    ///< what the work returned
  std::string failure;  ///< why it returned nothing: "crashed (Segmentation fault)"; empty: nothing is wrong
};

struct ChildOptions {
  int processes = 0;  ///< 0: one a core
  /// Seconds that piece i may take before its process is killed.
  std::function<double(std::size_t)> time_limit_s = [](std::size_t) { return 120.0; };
};

/// Computes work(0) ... work(count - 1) in child processes and hands each answer to sink(i, answer) in the
/// order of i, in this process. A piece that crashes its process or takes too long costs its own answer and
/// nothing else. The children are copies of this process as it is now (fork): they see its memory, share none
/// of its open files but the standard streams, ignore Ctrl-C, and end when it ends, however that happens.
/// No other thread of this process may be at work: its locks would never open in a copy. What waits for its turn in
/// memory is bounded. When asked to stop (core/interrupt.h) the pieces that were
/// begun are finished and handed over, then Interrupted is thrown. What `sink` throws ends the work and
/// passes through.
void map_in_children(const ChildOptions& options, std::size_t count,
                     const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, ChildAnswer)>& sink);

}  // namespace mrec
