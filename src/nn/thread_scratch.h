#pragma once

#include <cstddef>
#include <span>

namespace mrec::nn {

/// What a thread needs memory for while it works on one sample.
enum class Scratch { kPadded, kPaddedGradient, kRows, kPooledGradient, kMap, kTrace };

/// Memory that the thread keeps, so that a batch needs none of its own: `size` numbers of any value, good
/// until the thread asks for the same use again. Not to be held while Workers are waited for: the thread may
/// be given other work meanwhile.
std::span<float> thread_scratch(Scratch use, std::size_t size);

}  // namespace mrec::nn
