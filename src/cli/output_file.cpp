#include "cli/output_file.h"

#include <system_error>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

const char* no(FileKind kind) {
  if (kind == FileKind::kPage) return "is no HTML page";
  return kind == FileKind::kFeatures ? "is no library" : "is no model";
}

}  // namespace

void require_replaceable(const std::filesystem::path& output, FileKind written) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error) || std::filesystem::file_size(output, error) == 0)
    return;
  if (file_kind(output) == written) return;
  throw Error(ErrorKind::kUsage, output.string(), std::string(no(written)) + " and would be replaced",
              std::string("name another file") + (written == FileKind::kPage ? "" : " with -o") +
                  ", or remove it first");
}

}  // namespace mrec::cli
