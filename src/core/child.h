#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "core/child_loop.h"

namespace mrec {

using Clock = std::chrono::steady_clock;

/// One child process, seen from its parent.
class Child {
 public:
  /// Throws Error{kIo} when the system gives no process.
  explicit Child(const std::function<std::string(std::size_t)>& work);
  /// Kills it if it is still there.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int socket() const { return socket_; }
  /// The items it has been given and has not answered, in their order.
  const std::deque<std::size_t>& items() const { return items_; }
  /// When the first of them must be answered.
  Clock::time_point deadline() const { return deadline_; }

  void give(std::size_t item, double limit_s);

  struct Answer {
    std::size_t item;
    bool failed;
    std::string bytes;
  };
  /// Takes in what has come; `alive` becomes false when the child is gone. At most one answer a call.
  std::optional<Answer> receive(bool& alive);

  /// Ends it and says how it ended: "crashed (Aborted)".
  std::string end();

 private:
  void next_deadline();

  pid_t process_ = -1;
  int socket_ = -1;
  std::deque<std::size_t> items_;
  std::deque<double> limits_s_;
  Clock::time_point deadline_ = Clock::time_point::max();
  AnswerHeader header_;
  std::size_t header_bytes_ = 0;  ///< of the header that have come
  std::string body_;
  std::size_t body_bytes_ = 0;  ///< of the body that have come
};

}  // namespace mrec
