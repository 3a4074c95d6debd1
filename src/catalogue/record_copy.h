#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "mrec/catalogue/contents.h"
#include "mrec/core/atomic_file.h"

namespace mrec::catalogue {

/// Throws Error{kIo} for the current errno.
[[noreturn]] void fail_to_write(const std::filesystem::path& library);

/// Writes a library from records of others, as they are.
class RecordCopy {
 public:
  RecordCopy(AtomicFile& file, std::string_view header_record);

  /// Copies the record of an entry and tells the entry its new place.
  void add(int source, const std::filesystem::path& source_path, Entry& entry);
  void add(std::string_view record);
  std::uint64_t end() const { return end_; }

 private:
  AtomicFile& file_;
  std::uint64_t end_ = 0;
  std::string record_;
};

}  // namespace mrec::catalogue
