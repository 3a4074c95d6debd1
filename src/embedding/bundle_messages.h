#pragma once

#include <string_view>

#include "mrec/embedding/tensorflow_checkpoint.h"

namespace mrec::embedding {

/// Checks the message that describes the whole checkpoint (BundleHeaderProto): one data file, little-endian.
/// Throws Damage.
void check_bundle_header(std::string_view message);

/// The message that describes one variable (BundleEntryProto), but for its name. What it claims is only
/// checked when its values are read. Throws Damage.
CheckpointVariable read_bundle_entry(std::string_view message);

}  // namespace mrec::embedding
