#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mrec::report {

/// The bytes of a path as part of an address (RFC 3986): all but letters, digits, - . _ ~ and / as %XX.
std::string percent_encoded(std::string_view path);

/// Where a page in `folder` finds the file: relative to it when the file lies under it, else as file URL.
/// Both paths are absolute.
std::string audio_link(const std::filesystem::path& audio, const std::filesystem::path& folder);

/// Added to a link to play a stretch only (Media Fragments URI 1.0): "#t=12.5,80"; nothing for the whole
/// file.
std::string stretch_of_link(double start_s, double end_s);

}  // namespace mrec::report
