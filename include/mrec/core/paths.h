#pragma once

#include <filesystem>

namespace mrec {

/// Arithmetic on absolute paths without dots; nothing is looked up.

/// The deepest folder above or equal to both.
std::filesystem::path common_folder(const std::filesystem::path& a, const std::filesystem::path& b);

/// Whether `path` is something in `folder`, at any depth.
bool lies_under(const std::filesystem::path& path, const std::filesystem::path& folder);

/// `path` relative to `folder` where it lies under it; else as it is.
std::filesystem::path seen_from(const std::filesystem::path& folder, const std::filesystem::path& path);

}  // namespace mrec
