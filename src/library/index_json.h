#pragma once

#include <map>
#include <string>

#include "mrec/library/index.h"

namespace mrec::library {

/// Everything of an index that is not a matrix, as the metadata of its file: "format" and "version", and as
/// JSON texts "sources", "root", "genres" and "tracks". A path that is not UTF-8 has its bytes in hexadecimal
/// beside it.
std::map<std::string, std::string> to_metadata(const Index& index, const IndexSources& sources);

/// The reverse, without the matrices. Nothing when the metadata is of another format or version, made from
/// other sources, or damaged.
std::optional<Index> from_metadata(const std::map<std::string, std::string>& metadata,
                                   const IndexSources& sources);

}  // namespace mrec::library
