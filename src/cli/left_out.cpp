#include "cli/left_out.h"

#include <cstddef>
#include <cstdio>

namespace mrec::cli {

void warn_of(const genre::LeftOut& left_out) {
  const auto say = [](std::size_t count, const char* what) {
    if (count > 0) std::fprintf(stderr, "%zu %s are left out\n", count, what);
  };
  say(left_out.unlabelled, "tracks without a label");
  say(left_out.without_input, "labelled tracks without what is looked at (an embedding, chunks)");
  say(left_out.failed, "files that failed at extraction");
}

}  // namespace mrec::cli
