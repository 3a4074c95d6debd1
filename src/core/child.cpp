#include "core/child.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include "mrec/core/error.h"

namespace mrec {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;  ///< taken in at once

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return std::string("crashed (") + ::strsignal(WTERMSIG(status)) + ")";
  return "crashed (exit code " + std::to_string(WEXITSTATUS(status)) + ")";
}

}  // namespace

Child::Child(const std::function<std::string(std::size_t)>& work) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw Error(ErrorKind::kIo, "", "no connection to another process can be made", system_error_text());
  }
  std::fflush(nullptr);  // or the child would own a copy of what is not yet printed
  const pid_t parent = ::getpid();
  process_ = ::fork();
  if (process_ == 0) run_child(ends[1], parent, work);
  ::close(ends[1]);
  socket_ = ends[0];
  if (process_ < 0) {
    ::close(std::exchange(socket_, -1));
    throw Error(ErrorKind::kIo, "", "no further process can be started", system_error_text());
  }
}

Child::~Child() {
  if (process_ > 0) end();
}

void Child::give(std::size_t item, double limit_s) {
  const std::uint64_t number = item;
  // A few bytes always fit; a child that is gone is noticed when its answer is missing.
  (void)::send(socket_, &number, sizeof number, MSG_NOSIGNAL);
  items_.push_back(item);
  limits_s_.push_back(limit_s);
  if (items_.size() == 1) next_deadline();
}

void Child::next_deadline() {
  deadline_ = Clock::time_point::max();
  if (limits_s_.empty()) return;
  const std::chrono::duration<double> limit(limits_s_.front());
  deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
}

std::optional<Child::Answer> Child::receive(bool& alive) {
  const bool in_header = header_bytes_ < sizeof header_;
  char* const place =
      in_header ? reinterpret_cast<char*>(&header_) + header_bytes_ : body_.data() + body_bytes_;
  const std::size_t due = in_header ? sizeof header_ - header_bytes_ : body_.size() - body_bytes_;
  const ssize_t got = due == 0 ? 0 : ::recv(socket_, place, std::min(due, kBlockBytes), MSG_DONTWAIT);
  if (due > 0 && got <= 0) {
    alive = got < 0 && (errno == EAGAIN || errno == EINTR);
    return std::nullopt;
  }
  (in_header ? header_bytes_ : body_bytes_) += static_cast<std::size_t>(got);
  if (header_bytes_ < sizeof header_) return std::nullopt;
  if (in_header) body_.resize(header_.bytes);
  if (body_bytes_ < body_.size()) return std::nullopt;
  items_.pop_front();
  limits_s_.pop_front();
  next_deadline();
  header_bytes_ = body_bytes_ = 0;
  return Answer{.item = static_cast<std::size_t>(header_.item),
                .failed = header_.failed != 0,
                .bytes = std::exchange(body_, {})};
}

std::string Child::end() {
  ::close(std::exchange(socket_, -1));
  int status = 0;
  // A moment for one that is about to end by itself, to learn how; one that hangs in the kernel (a dead
  // network disk) cannot be waited for at all.
  constexpr int kPatience = 20;
  for (int i = 0; i < 5 * kPatience && ::waitpid(process_, &status, WNOHANG) != process_; ++i) {
    if (i == kPatience) ::kill(process_, SIGKILL);
    ::usleep(1000);
  }
  process_ = -1;
  return how_it_ended(status);
}

}  // namespace mrec
