#pragma once

#include <filesystem>
#include <string_view>

namespace mrec::testing {

/// A file of tests/golden, by its name.
std::filesystem::path golden_file(std::string_view name);
/// A file of models/, by its name.
std::filesystem::path model_file(std::string_view name);

}  // namespace mrec::testing
