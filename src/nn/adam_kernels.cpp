#include "nn/adam_kernels.h"

#include <cassert>
#include <cstddef>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/adam_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The arrays of one parameter.
struct AdamArrays {
  std::size_t size;
  const float* gradient;
  float* first;
  float* second;
  float* values;
};

template <class D>
HWY_INLINE std::size_t step_values(D d, std::size_t i, const AdamStep& step, const AdamArrays& arrays) {
  const auto kept = hn::Set(d, 1.0F - step.decay);
  const auto rate = hn::Set(d, step.rate);
  const auto first_share = hn::Set(d, 1.0F - step.beta1);
  const auto second_share = hn::Set(d, 1.0F - step.beta2);
  const auto epsilon = hn::Set(d, step.epsilon);
  for (; i + hn::Lanes(d) <= arrays.size; i += hn::Lanes(d)) {
    const auto gradient = hn::LoadU(d, arrays.gradient + i);
    auto first = hn::LoadU(d, arrays.first + i);
    auto second = hn::LoadU(d, arrays.second + i);
    first = hn::MulAdd(hn::Sub(gradient, first), first_share, first);
    second = hn::MulAdd(hn::Sub(hn::Mul(gradient, gradient), second), second_share, second);
    const auto change = hn::Div(hn::Mul(rate, first), hn::Add(hn::Sqrt(second), epsilon));
    hn::StoreU(first, d, arrays.first + i);
    hn::StoreU(second, d, arrays.second + i);
    hn::StoreU(hn::MulSub(hn::LoadU(d, arrays.values + i), kept, change), d, arrays.values + i);
  }
  return i;
}

void Step(const AdamStep& step, std::size_t size, const float* gradient, float* first, float* second,
          float* values) {
  const AdamArrays arrays{size, gradient, first, second, values};
  const std::size_t done = step_values(hn::ScalableTag<float>(), 0, step, arrays);
  step_values(hn::CappedTag<float, 1>(), done, step, arrays);
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(Step);

void adam_step(const AdamStep& step, std::span<const float> gradient, std::span<float> first,
               std::span<float> second, std::span<float> values) {
  assert(first.size() == gradient.size() && second.size() == gradient.size());
  assert(values.size() == gradient.size());
  HWY_DYNAMIC_DISPATCH(Step)
  (step, gradient.size(), gradient.data(), first.data(), second.data(), values.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
