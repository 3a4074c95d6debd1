#include "catalogue/record_copy.h"

#include <unistd.h>

#include <cerrno>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::catalogue {

void fail_to_write(const std::filesystem::path& library) {
  throw Error(ErrorKind::kIo, library.string(), "cannot be written (" + system_error_text() + ")",
              "free space or make it writable, and run the same command again: nothing that was finished is lost");
}

RecordCopy::RecordCopy(AtomicFile& file, std::string_view header_record) : file_(file) {
  add(header_record);
}

void RecordCopy::add(std::string_view record) {
  file_.write(record);
  end_ += record.size();
}

void RecordCopy::add(int source, const std::filesystem::path& source_path, Entry& entry) {
  throw_if_interrupted();
  record_.resize(entry.bytes);
  std::size_t done = 0;
  while (done < record_.size()) {
    const ssize_t got = ::pread(source, record_.data() + done, record_.size() - done,
                                static_cast<off_t>(entry.offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      throw Error(ErrorKind::kIo, source_path.string(), "cannot be read (" + system_error_text() + ")",
                  "check the disk");
    }
    done += static_cast<std::size_t>(got);
  }
  entry.offset = end_;
  add(record_);
}

}  // namespace mrec::catalogue
