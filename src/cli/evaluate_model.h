#pragma once

#include <cstdint>
#include <string>

#include "cli/judged_set.h"

namespace mrec::cli {

/// The command line of `mrec evaluate MODEL FEATURES...`.
struct ModelFlags {
  std::string model;
  SetFlags set;
  std::string page;  ///< --html; empty: none
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

/// Prints how good a genre model is on labelled tracks, and writes the page.
void evaluate_model(const ModelFlags& flags);

}  // namespace mrec::cli
