#pragma once

#include <vector>

namespace mrec::dsp {

/// Periodic Hann window, 0.5 - 0.5 cos(2 pi n / size) for n = 0 ... size - 1; the form for spectra, not for
/// filters.
std::vector<float> hann_window(int size);

}  // namespace mrec::dsp
