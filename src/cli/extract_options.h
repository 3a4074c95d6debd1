#pragma once

#include <string>
#include <vector>

#include "cli/embedding_flags.h"
#include "cli/feature_flags.h"

namespace mrec::cli {

/// The command line of `mrec extract`.
struct ExtractOptions {
  std::vector<std::string> paths;
  bool paths_end_in_null = false;
  std::string output;
  std::string format = "jsonl";
  std::string labels;  ///< empty: not given
  std::string root;
  std::string shard;
  int jobs = 0;
  double time_limit_s = 120;
  bool quiet = false;
  bool strict = false;
  bool keep_missing = false;
  bool retry = false;
  bool wait = false;
  FeatureFlags features;
  EmbeddingFlags embedding;
};

}  // namespace mrec::cli
