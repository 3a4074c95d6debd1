#include "cli/standard_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

[[noreturn]] void fail() {
  throw Error(ErrorKind::kIo, "standard output", "cannot be written (" + system_error_text() + ")",
              "free space or read all of the pipe");
}

}  // namespace

void reserve_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail();
}

void flush_standard_output() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) fail();
}

}  // namespace mrec::cli
