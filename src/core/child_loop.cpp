#include "core/child_loop.h"

#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <new>

namespace mrec {
namespace {

/// False when the other side is gone.
bool read_all(int socket, void* place, std::size_t bytes) {
  auto* next = static_cast<char*>(place);
  while (bytes > 0) {
    const ssize_t got = ::read(socket, next, bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int socket, const void* place, std::size_t bytes) {
  const auto* next = static_cast<const char*>(place);
  while (bytes > 0) {
    const ssize_t done = ::write(socket, next, bytes);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    next += done;
    bytes -= static_cast<std::size_t>(done);
  }
  return true;
}

/// Ctrl-C reaches the whole group of processes, but it is for the parent to say when its children end: by
/// closing the socket, or by dying, of which the kernel tells them even when it was killed.
void follow_parent(pid_t parent) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_IGN);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);  // it died before it could be followed
}

/// What the parent has open is not the child's to keep open: a lock would outlive its holder.
void close_other_files(int socket) {
  constexpr int kFirst = STDERR_FILENO + 1;
  if (socket > kFirst) ::close_range(kFirst, static_cast<unsigned>(socket) - 1, 0);
  ::close_range(static_cast<unsigned>(socket) + 1, ~0U, 0);
}

std::string answer(const std::function<std::string(std::size_t)>& work, AnswerHeader& header) {
  try {
    return work(static_cast<std::size_t>(header.item));
  } catch (const std::bad_alloc&) {
    header.failed = 1;
    return "ran out of memory";
  } catch (const std::exception& error) {
    header.failed = 1;
    return error.what();
  }
}

}  // namespace

void run_child(int socket, pid_t parent, const std::function<std::string(std::size_t)>& work) {
  follow_parent(parent);
  close_other_files(socket);
  AnswerHeader header;
  while (read_all(socket, &header.item, sizeof header.item)) {
    header.failed = 0;
    const std::string bytes = answer(work, header);
    header.bytes = bytes.size();
    if (!write_all(socket, &header, sizeof header) || !write_all(socket, bytes.data(), bytes.size())) break;
  }
  ::_exit(0);
}

}  // namespace mrec
