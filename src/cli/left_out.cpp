#include "cli/left_out.h"

#include <cstdio>

namespace mrec::cli {

void warn_of_left_out(std::size_t unlabelled, std::size_t failed) {
  if (unlabelled > 0) std::fprintf(stderr, "%zu tracks without a label are left out\n", unlabelled);
  if (failed > 0) std::fprintf(stderr, "%zu files that failed at extraction are left out\n", failed);
}

}  // namespace mrec::cli
