#pragma once

#include <map>
#include <string>

#include "mrec/library/index.h"

namespace mrec::library {

/// Everything of an index that is not a matrix, as the metadata of its file: "format" and "version", and as
/// JSON texts "sources", "root", "genres", "tracks" and "left_out". A path that is not UTF-8 has its bytes in
/// hexadecimal beside it.
std::map<std::string, std::string> to_metadata(const Index& index, const IndexSources& sources);

/// The reverse, without the matrices. Nothing when the metadata is of another format or version, damaged, or
/// made from other sources than `wanted`; null: any will do.
std::optional<KeptIndex> from_metadata(const std::map<std::string, std::string>& metadata,
                                       const IndexSources* wanted);

}  // namespace mrec::library
