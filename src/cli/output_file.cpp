#include "cli/output_file.h"

#include <system_error>

#include "mrec/core/error.h"

namespace mrec::cli {

void require_replaceable(const std::filesystem::path& output, FileKind written) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error) || std::filesystem::file_size(output, error) == 0)
    return;
  if (file_kind(output) == written) return;
  const char* what = written == FileKind::kFeatures ? "is no library" : "is no model";
  throw Error(ErrorKind::kUsage, output.string(), std::string(what) + " and would be replaced",
              "name another file with -o, or remove it first");
}

}  // namespace mrec::cli
