#pragma once

#include <filesystem>
#include <string_view>

namespace mrec::catalogue {

/// The name of what is kept beside a library: its own name and an ending. A symbolic link is followed first,
/// so that a library has one lock and one catalogue whatever it is called by.
std::filesystem::path beside(const std::filesystem::path& library, std::string_view ending);

}  // namespace mrec::catalogue
