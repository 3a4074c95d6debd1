#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

namespace mrec::testing {

/// Makes a file or folder unreadable. Root could read it all the same, so that a test run by root goes on as
/// nobody while this lives.
class Unreadable {
 public:
  explicit Unreadable(std::filesystem::path path) : path_(std::move(path)) {
    ::chmod(path_.c_str(), 0);
    if (::geteuid() == 0) {
      ::chmod(path_.parent_path().c_str(), 0755);
      was_root_ = ::seteuid(65534) == 0;
    }
  }
  ~Unreadable() {
    if (was_root_ && ::seteuid(0) != 0) std::abort();
    ::chmod(path_.c_str(), 0755);
  }
  Unreadable(const Unreadable&) = delete;
  Unreadable& operator=(const Unreadable&) = delete;

 private:
  std::filesystem::path path_;
  bool was_root_ = false;
};

}  // namespace mrec::testing
