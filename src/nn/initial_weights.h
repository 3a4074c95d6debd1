#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/nn/layer.h"
#include "mrec/nn/weight_range.h"

namespace mrec::nn {

/// A learnt array that holds `value` everywhere.
Parameter constant_parameter(std::string name, std::vector<int> shape, float value);

/// A learnt weight array, uniform within `range`. The last two axes are the channels in and out, what comes
/// before them is the window: fan_in is window x channels in, fan_out window x channels out.
Parameter weight_parameter(std::string name, std::vector<int> shape, WeightRange range, Rng& rng);

}  // namespace mrec::nn
