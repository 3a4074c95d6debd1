#pragma once

#include <filesystem>
#include <optional>

#include "mrec/catalogue/contents.h"

namespace mrec::catalogue {

/// "library.jsonl.catalogue"
std::filesystem::path catalogue_path(const std::filesystem::path& library);

/// What the catalogue says of the library as far as it knows it (Contents::end); nothing when there is no catalogue, it
/// is damaged, or it belongs to another state of the library.
std::optional<Contents> read_catalogue(const std::filesystem::path& library);

}  // namespace mrec::catalogue
