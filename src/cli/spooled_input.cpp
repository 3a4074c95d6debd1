#include "cli/spooled_input.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::cli {
namespace {

[[noreturn]] void fail(const char* subject, const char* doing) {
  throw Error(ErrorKind::kIo, subject, std::string(doing) + " (" + system_error_text() + ")",
              "save the clip in a file and name it");
}

/// All of standard input.
void copy_input(int target) {
  std::string block(1 << 16, '\0');
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
    if (got < 0 && errno == EINTR) throw_if_interrupted();
    if (got < 0 && errno != EINTR) fail("standard input", "cannot be read");
    if (got == 0) return;
    for (ssize_t done = 0; done < got;) {
      const ssize_t written = ::write(target, block.data() + done, static_cast<std::size_t>(got - done));
      if (written < 0 && errno != EINTR) fail("standard input", "cannot be kept in a temporary file");
      if (written > 0) done += written;
    }
  }
}

}  // namespace

SpooledInput::SpooledInput() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  std::string name = ((error ? "/tmp" : folder) / "mrec-clip-XXXXXX").string();
  const int file = ::mkstemp(name.data());
  if (file < 0) fail(name.c_str(), "cannot be made");
  path_ = name;
  try {
    copy_input(file);
  } catch (...) {
    ::close(file);
    ::unlink(path_.c_str());
    throw;
  }
  ::close(file);
}

SpooledInput::~SpooledInput() {
  ::unlink(path_.c_str());
}

}  // namespace mrec::cli
