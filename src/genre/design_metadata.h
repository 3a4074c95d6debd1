#pragma once

#include <vector>

#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"

namespace mrec::genre {

/// A classifier but for its arrays.
struct Blueprint {
  ClassifierDesign design;
  std::vector<MemberDesign> members;
};

/// Writes what a classifier is made for into a file's metadata (docs/formats.md).
void write_blueprint(const Classifier& classifier, TensorFile& file);

/// Reads it again, of this version or an older one. Throws Error{kFormat} without a path for what cannot be,
/// and JSON's exceptions for damage.
Blueprint read_blueprint(const TensorFile& file, int version);

}  // namespace mrec::genre
