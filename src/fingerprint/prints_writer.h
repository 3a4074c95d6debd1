#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "mrec/fingerprint/prints.h"

namespace mrec::fingerprint {

/// Writes a file of prints: those of `old` that belong to a source, and new ones. Segments that are large and
/// mostly in use are taken as they are, the others made anew, each as large as may be.
void write_prints(const Prints& old, const std::vector<TrackPrint>& fresh,
                  const std::function<void(std::string_view)>& write);

}  // namespace mrec::fingerprint
