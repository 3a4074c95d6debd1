#include "cli/read_progress.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace mrec::cli {
namespace {

/// 0 of a pipe, which tells none.
std::uintmax_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

std::size_t megabytes(std::uintmax_t bytes) {
  constexpr std::uintmax_t kMegabyte = 1'000'000;
  return static_cast<std::size_t>((bytes + kMegabyte - 1) / kMegabyte);
}

}  // namespace

ReadProgress::ReadProgress(const std::vector<std::string>& files, Progress& progress) : progress_(progress) {
  for (const std::string& file : files) total_ += sizes_.emplace_back(size_of(file));
}

void ReadProgress::advance(std::uintmax_t bytes) {
  tell(before_ + std::min(bytes, sizes_[file_]));
}

void ReadProgress::end_file() {
  before_ += sizes_[file_++];
  tell(before_);
}

void ReadProgress::tell(std::uintmax_t bytes) {
  if (total_ > 0) progress_.advance(megabytes(bytes), megabytes(total_), {});
}

}  // namespace mrec::cli
