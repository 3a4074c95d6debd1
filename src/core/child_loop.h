#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace mrec {

/// What a child sends before its answer.
struct AnswerHeader {
  std::uint64_t item = 0;
  std::uint64_t bytes = 0;
  std::uint64_t failed = 0;  ///< 1: the bytes are the reason
};

/// The life of a child process: reads the numbers of items from `socket`, writes answers, never returns. Ends
/// when the other side is closed.
[[noreturn]] void run_child(int socket, pid_t parent, const std::function<std::string(std::size_t)>& work);

}  // namespace mrec
