#include "support/data_folders.h"

namespace mrec::testing {

std::filesystem::path golden_file(std::string_view name) {
  return std::filesystem::path(MREC_GOLDEN_DIR) / name;
}

std::filesystem::path model_file(std::string_view name) {
  return std::filesystem::path(MREC_MODELS_DIR) / name;
}

}  // namespace mrec::testing
