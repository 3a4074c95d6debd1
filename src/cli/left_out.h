#pragma once

#include "mrec/genre/left_out.h"

namespace mrec::cli {

/// Says on standard error how many there are of each, of none nothing.
void warn_of(const genre::LeftOut& left_out);

}  // namespace mrec::cli
