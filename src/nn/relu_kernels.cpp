#include "nn/relu_kernels.h"

#include <cassert>
#include <cstddef>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/relu_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

template <class D>
HWY_INLINE std::size_t forward(D d, std::size_t i, const float* input, float* output, std::size_t size) {
  for (; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) {
    hn::StoreU(hn::Max(hn::LoadU(d, input + i), hn::Zero(d)), d, output + i);
  }
  return i;
}

template <class D>
HWY_INLINE std::size_t backward(D d, std::size_t i, const float* output, const float* d_output,
                                float* d_input, std::size_t size) {
  for (; i + hn::Lanes(d) <= size; i += hn::Lanes(d)) {
    const auto passes = hn::Gt(hn::LoadU(d, output + i), hn::Zero(d));
    hn::StoreU(hn::IfThenElseZero(passes, hn::LoadU(d, d_output + i)), d, d_input + i);
  }
  return i;
}

void ReluForward(const float* input, float* output, std::size_t size) {
  const std::size_t done = forward(hn::ScalableTag<float>(), 0, input, output, size);
  forward(hn::CappedTag<float, 1>(), done, input, output, size);
}

void ReluBackward(const float* output, const float* d_output, float* d_input, std::size_t size) {
  const std::size_t done = backward(hn::ScalableTag<float>(), 0, output, d_output, d_input, size);
  backward(hn::CappedTag<float, 1>(), done, output, d_output, d_input, size);
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(ReluForward);
HWY_EXPORT(ReluBackward);

void relu_forward(std::span<const float> input, std::span<float> output) {
  assert(input.size() == output.size());
  HWY_DYNAMIC_DISPATCH(ReluForward)(input.data(), output.data(), input.size());
}

void relu_backward(std::span<const float> output, std::span<const float> d_output, std::span<float> d_input) {
  assert(output.size() == d_output.size() && output.size() == d_input.size());
  HWY_DYNAMIC_DISPATCH(ReluBackward)(output.data(), d_output.data(), d_input.data(), output.size());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
