#include "audio/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <utility>

namespace mrec::audio {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kInputNumber = 3;  // what the child knows its input by

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

/// A descriptor that is closed at the end of its scope, and in every child.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close_if_open(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// Takes `number` out of the way of the numbers that the child's descriptors get.
int moved_up(int number) {
  constexpr int kAboveAll = 10;
  const int moved = ::fcntl(number, F_DUPFD_CLOEXEC, kAboveAll);
  const int reason = errno;
  ::close(number);
  errno = reason;
  if (moved < 0) fail("fcntl");
  return moved;
}

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  Descriptor second(ends[1]);
  Descriptor first(moved_up(ends[0]));
  return {.read_end = Descriptor(first.release()), .write_end = Descriptor(moved_up(second.release()))};
}

struct ChildDescriptors {
  int nothing;
  int output;
  int errors;
  int input;  ///< -1: none
};

/// Between fork() and exec() of a program with threads only calls that signal handlers may make are allowed:
/// no memory is taken, nothing is thrown.
[[noreturn]] void become(const char* program, char* const* arguments, const ChildDescriptors& descriptors,
                         pid_t parent) {
  constexpr int kCannotBeRun = 127;
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(kCannotBeRun);  // it has gone in between
#else
  static_cast<void>(parent);
#endif
  ::setpgid(0, 0);  // so that what it starts itself can be ended with it
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  ::dup2(descriptors.nothing, STDIN_FILENO);
  ::dup2(descriptors.output, STDOUT_FILENO);
  ::dup2(descriptors.errors, STDERR_FILENO);
  if (descriptors.input >= 0) ::dup2(descriptors.input, kInputNumber);
  ::execv(program, arguments);
  ::_exit(kCannotBeRun);
}

int milliseconds_until(Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

Clock::time_point after(double seconds) {
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

std::optional<std::filesystem::path> find_program(std::string_view name) {
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "";
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::filesystem::path folder(folders.substr(0, end));
    folders.remove_prefix(std::min(end + 1, folders.size()));
    // A relative folder would mean another program wherever mrec is started.
    if (!folder.is_absolute()) continue;
    std::filesystem::path program = folder / name;
    struct stat status {};
    if (::stat(program.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
        ::access(program.c_str(), X_OK) == 0) {
      return program;
    }
  }
  return std::nullopt;
}

ChildProcess::ChildProcess(const ChildCommand& command) : patience_s_(command.patience_s) {
  std::vector<char*> arguments = {const_cast<char*>(command.program.c_str())};
  for (const std::string& argument : command.arguments)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  Pipe output = make_pipe();
  Pipe errors = make_pipe();
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing < 0) fail("/dev/null");
  const Descriptor empty(moved_up(nothing));
  int input = -1;
  if (command.input >= 0) {
    input = ::fcntl(command.input, F_DUPFD_CLOEXEC, 10);
    if (input < 0) fail("fcntl");
  }
  const Descriptor own_input(input);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {
    become(command.program.c_str(), arguments.data(),
           {.nothing = empty.get(),
            .output = output.write_end.get(),
            .errors = errors.write_end.get(),
            .input = input},
           parent);
  }
  if (pid_ < 0) fail("fork");
  ::setpgid(pid_, pid_);  // here as well: whoever comes first
  output_ = output.read_end.release();
  errors_ = errors.read_end.release();
  ::fcntl(errors_, F_SETFL, O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
  end();
}

void ChildProcess::end() {
  close_if_open(output_);
  close_if_open(errors_);
  if (status_ || pid_ < 0) return;
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = 128 + SIGKILL;
}

void ChildProcess::take_complaints() {
  constexpr std::size_t kMostKept = 4096;
  std::array<char, 4096> buffer{};
  ssize_t got = 0;
  while ((got = ::read(errors_, buffer.data(), buffer.size())) > 0) {
    // The rest is read and dropped: a child must not stand still because its pipe is full.
    complaints_.append(buffer.data(),
                       std::min(static_cast<std::size_t>(got), kMostKept - complaints_.size()));
  }
  if (got == 0 || (errno != EAGAIN && errno != EINTR)) close_if_open(errors_);
}

/// False when patience has ended.
bool ChildProcess::wait_for_output() {
  const Clock::time_point end = after(patience_s_);
  for (;;) {
    std::array<pollfd, 2> files = {pollfd{.fd = output_, .events = POLLIN, .revents = 0},
                                   pollfd{.fd = errors_, .events = POLLIN, .revents = 0}};
    const int ready = ::poll(files.data(), files.size(), milliseconds_until(end));
    if (ready < 0 && errno != EINTR) fail("poll");
    if (ready > 0 && files[1].revents != 0) take_complaints();
    if (ready > 0 && files[0].revents != 0) return true;
    if (Clock::now() >= end) return false;
  }
}

std::size_t ChildProcess::read(std::span<unsigned char> out) {
  if (output_ < 0) return 0;
  for (;;) {
    if (!wait_for_output()) {
      end();
      throw Silent();
    }
    const ssize_t got = ::read(output_, out.data(), out.size());
    if (got > 0) return static_cast<std::size_t>(got);
    if (got < 0 && errno == EINTR) continue;
    close_if_open(output_);
    return 0;
  }
}

int ChildProcess::wait() {
  constexpr auto kShortWhile = std::chrono::milliseconds(2);
  const Clock::time_point patience = after(patience_s_);
  while (!status_) {
    if (errors_ >= 0) take_complaints();
    siginfo_t ended{};
    // Left unreaped at first, so that its group's number cannot be that of somebody else yet.
    if (::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 && errno != EINTR)
      fail("waitid");
    if (ended.si_pid == pid_) {
      ::kill(-pid_, SIGKILL);  // what it may have left behind
      int status = 0;
      ::waitpid(pid_, &status, 0);
      status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      if (errors_ >= 0) take_complaints();
    } else if (Clock::now() >= patience) {
      end();
      throw Silent();
    } else {
      std::this_thread::sleep_for(kShortWhile);
    }
  }
  return *status_;
}

}  // namespace mrec::audio
