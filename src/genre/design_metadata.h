#pragma once

#include "mrec/core/safetensors.h"
#include "mrec/genre/classifier.h"

namespace mrec::genre {

/// Puts a design into the metadata of a model's file (docs/formats.md).
void write_design(const ClassifierDesign& design, TensorFile& file);

/// Throws Error{kFormat} for a design that this mrec does not know or that cannot be, and what nlohmann/json
/// throws for text that is not the JSON it should be.
ClassifierDesign read_design(const TensorFile& file);

}  // namespace mrec::genre
