#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/nn/layer.h"

namespace mrec::nn {

/// A learnt array that holds `value` everywhere.
Parameter constant_parameter(std::string name, std::vector<int> shape, float value);

/// A learnt weight array, uniform within +-sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio 2010, equation
/// 16). The last two axes are the channels in and out, what comes before them is the window.
Parameter glorot_parameter(std::string name, std::vector<int> shape, Rng& rng);

}  // namespace mrec::nn
