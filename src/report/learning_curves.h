#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// Loss and accuracy by epoch as two pictures, training and validation; the best epoch is marked (from 1; 0:
/// none). At least one epoch.
std::string learning_curves(std::span<const Epoch> epochs, std::size_t best_epoch);

}  // namespace mrec::report
