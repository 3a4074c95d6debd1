#pragma once

#include <filesystem>
#include <string_view>

#include "cli/file_kind.h"

namespace mrec::cli {

/// Throws Error{kUsage} when `output` is there, is not empty and is not of the kind that is to be written: a
/// slip of "-o" must not cost a song or a library.
void require_replaceable(const std::filesystem::path& output, FileKind written);

/// The same for a list in one of the forms of PlaylistOutput: what is there must begin as that form does, or
/// for paths be a text of plain lines that look like paths.
void require_replaceable_list(const std::filesystem::path& output, std::string_view format);

/// Throws Error{kUsage} when `list` is there and is a library, a model, a page, JSON, a script or no text: it
/// is not to be changed as a list of favourites. An XSPF is left to those who read it.
void require_changeable_list(const std::filesystem::path& list);

}  // namespace mrec::cli
