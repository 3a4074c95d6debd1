#include "fuzzer.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "mrec/core/error.h"

namespace mrec::fuzz {

std::filesystem::path file_of(Bytes bytes) {
  static const int descriptor = ::memfd_create("input", MFD_CLOEXEC);
  require(descriptor >= 0 && ::ftruncate(descriptor, 0) == 0, "there is a file in memory");
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote =
        ::pwrite(descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    require(wrote > 0, "it can be written");
    done += static_cast<std::size_t>(wrote);
  }
  return "/proc/self/fd/" + std::to_string(descriptor);
}

void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", claim);
  std::abort();
}

}  // namespace mrec::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    mrec::fuzz::read_input({data, size});
  } catch (const mrec::Error&) {
  }
  return 0;
}
