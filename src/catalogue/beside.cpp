#include "catalogue/beside.h"

#include <string>
#include <system_error>

namespace mrec::catalogue {

namespace fs = std::filesystem;

fs::path beside(const fs::path& library, std::string_view ending) {
  std::error_code error;
  fs::path real = library;
  if (fs::is_symlink(fs::symlink_status(library, error))) real = fs::weakly_canonical(library, error);
  return std::string(error ? library.native() : real.native()).append(ending);
}

}  // namespace mrec::catalogue
