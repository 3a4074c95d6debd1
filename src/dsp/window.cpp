#include "mrec/dsp/window.h"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace mrec::dsp {

std::vector<float> hann_window(int size) {
  std::vector<float> window(static_cast<std::size_t>(size));
  for (int n = 0; n < size; ++n) {
    window[static_cast<std::size_t>(n)] =
        static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / size));
  }
  return window;
}

}  // namespace mrec::dsp
