#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mrec/core/progress.h"

namespace mrec::cli {

/// How far the reading of some files has come, in megabytes of all of them: no file says how many tracks it
/// holds.
class ReadProgress {
 public:
  ReadProgress(const std::vector<std::string>& files, Progress& progress);

  /// So many bytes of this file.
  void advance(std::uintmax_t bytes);
  /// Goes on to the next file.
  void end_file();

 private:
  void tell(std::uintmax_t bytes);

  Progress& progress_;
  std::vector<std::uintmax_t> sizes_;  ///< of the files
  std::uintmax_t total_ = 0;
  std::uintmax_t before_ = 0;  ///< of the files that are done
  std::size_t file_ = 0;
};

}  // namespace mrec::cli
