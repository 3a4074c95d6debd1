#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/train_method.h"
#include "cli/train_plan.h"

namespace mrec::cli {

/// What the command line of `mrec train` says.
struct TrainFlags {
  std::vector<std::string> inputs;
  std::string from;  ///< empty: first weights are drawn
  std::string output;
  MethodFlags method;
  SplitFlags split;
  std::string unknown_below;
  std::uint64_t seed = 1;
  int threads = 0;
  bool resume = false;
  bool restart = false;
  bool json = false;
  bool quiet = false;
};

}  // namespace mrec::cli
