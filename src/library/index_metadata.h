#pragma once

#include <map>
#include <string>

#include "mrec/library/index.h"

namespace mrec::library {

/// What holds for all of an index as texts: "root" (its bytes in hexadecimal), "genres" (JSON) and
/// "left_out".
std::map<std::string, std::string> to_metadata(const IndexHeader& header);

/// The reverse. Throws Error{kFormat} for anything else.
IndexHeader header_from(const std::map<std::string, std::string>& metadata);

}  // namespace mrec::library
