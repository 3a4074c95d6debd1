#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::audio {

/// The program of that name in the folders of PATH, looked for anew each time.
std::optional<std::filesystem::path> find_program(std::string_view name);

struct ChildCommand {
  std::filesystem::path program;
  std::vector<std::string> arguments;  ///< handed over one by one: no shell, no quoting
  int input = -1;                      ///< a descriptor that the child finds as number 3; -1: none
  double patience_s = 30;              ///< how long it may neither write nor end
};

/// A program whose output is read. Its input is empty; it is ended when it becomes silent, when this object
/// goes and when our thread ends. Belongs to one thread.
class ChildProcess {
 public:
  /// It did not write for as long as our patience lasts, and was ended.
  class Silent : public std::runtime_error {
   public:
    Silent() : std::runtime_error("did not answer") {}
  };

  /// Throws std::system_error when no process can be made. A program that cannot be run ends with 127.
  explicit ChildProcess(const ChildCommand& command);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// The next bytes of its output; 0 at the end. Throws Silent.
  std::size_t read(std::span<unsigned char> out);
  /// After the end of its output: its exit code, or 128 + the signal that ended it. Throws Silent.
  int wait();
  /// The first kilobytes of what it complained of so far.
  const std::string& complaints() const { return complaints_; }

 private:
  bool wait_for_output();
  void take_complaints();
  void end();

  pid_t pid_ = -1;
  int output_ = -1;
  int errors_ = -1;
  double patience_s_;
  std::optional<int> status_;
  std::string complaints_;
};

}  // namespace mrec::audio
