#pragma once

#include <filesystem>

namespace mrec::cli {

/// Standard input as a file that can be searched back and forth, as long as this lives. Throws Error{kIo}
/// when there is no space for it.
class SpooledInput {
 public:
  SpooledInput();
  ~SpooledInput();
  SpooledInput(const SpooledInput&) = delete;
  SpooledInput& operator=(const SpooledInput&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace mrec::cli
