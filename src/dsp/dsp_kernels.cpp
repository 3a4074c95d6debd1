#include "dsp/dsp_kernels.h"

#include <limits>

// This file is included once more for every instruction set, and that before highway.h is.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dsp/dsp_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace mrec::dsp::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Full = hn::ScalableTag<float>;
using Single = hn::CappedTag<float, 1>;
constexpr float kDecibelsPerNeper = 4.342944819F;  // 10 / ln 10
constexpr float kLeastPower = 1e-10F;

/// Calls step(tag, i) for whole vectors, then for what is left number by number.
template <class Step>
HWY_INLINE void each_vector(std::size_t count, Step step) {
  const Full full;
  const std::size_t lanes = hn::Lanes(full);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) step(full, i);
  for (; i < count; ++i) step(Single(), i);
}

void multiply(const float* a, const float* b, std::size_t count, float* product) {
  each_vector(count, [=](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::Mul(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, product + i);
  });
}

void squared_magnitude(const float* pairs, std::size_t count, float* power) {
  each_vector(count, [=](auto d, std::size_t i) HWY_ATTR {
    hn::Vec<decltype(d)> re;
    hn::Vec<decltype(d)> im;
    hn::LoadInterleaved2(d, pairs + 2 * i, re, im);
    hn::StoreU(hn::MulAdd(re, re, hn::Mul(im, im)), d, power + i);
  });
}

HWY_INLINE float dot(const float* a, const float* b, std::size_t count) {
  const Full d;
  const std::size_t lanes = hn::Lanes(d);
  auto sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) sum = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), sum);
  float total = hn::GetLane(hn::SumOfLanes(d, sum));
  for (; i < count; ++i) total += a[i] * b[i];
  return total;
}

void banded_product(const BandedView& rows, const float* input, float* output) {
  const std::uint32_t* first = rows.first.data();
  const std::uint32_t* end = rows.end.data();
  const float* weights = rows.weights.data();
  const std::size_t count = rows.first.size();
  for (std::size_t r = 0; r < count; ++r) {
    output[r] = dot(weights + end[r], input + first[r], end[r + 1] - end[r]);
  }
}

float to_decibels(float* values, std::size_t count) {
  const Full full;
  auto greatest = hn::Set(full, -std::numeric_limits<float>::infinity());
  each_vector(count, [=, &greatest](auto d, std::size_t i) HWY_ATTR {
    const auto power = hn::Max(hn::LoadU(d, values + i), hn::Set(d, kLeastPower));
    const auto level = hn::Mul(hn::Log(d, power), hn::Set(d, kDecibelsPerNeper));
    hn::StoreU(level, d, values + i);
    greatest = hn::Max(greatest, hn::Set(full, hn::GetLane(hn::MaxOfLanes(d, level))));
  });
  return hn::GetLane(greatest);
}

void raise_to(float least, float* values, std::size_t count) {
  each_vector(count, [=](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::Max(hn::LoadU(d, values + i), hn::Set(d, least)), d, values + i);
  });
}

}  // namespace mrec::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <cassert>

namespace mrec::dsp {
namespace {

HWY_EXPORT(multiply);
HWY_EXPORT(squared_magnitude);
HWY_EXPORT(banded_product);
HWY_EXPORT(to_decibels);
HWY_EXPORT(raise_to);

}  // namespace

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> product) {
  assert(a.size() == product.size() && b.size() == product.size());
  HWY_DYNAMIC_DISPATCH(multiply)(a.data(), b.data(), product.size(), product.data());
}

void squared_magnitude(std::span<const float> pairs, std::span<float> power) {
  assert(pairs.size() == 2 * power.size());
  HWY_DYNAMIC_DISPATCH(squared_magnitude)(pairs.data(), power.size(), power.data());
}

void banded_product(const BandedView& rows, std::span<const float> input, std::span<float> output) {
  assert(output.size() == rows.first.size() && rows.end.size() == rows.first.size() + 1);
  HWY_DYNAMIC_DISPATCH(banded_product)(rows, input.data(), output.data());
}

float to_decibels(std::span<float> values) {
  return HWY_DYNAMIC_DISPATCH(to_decibels)(values.data(), values.size());
}

void raise_to(float least, std::span<float> values) {
  HWY_DYNAMIC_DISPATCH(raise_to)(least, values.data(), values.size());
}

}  // namespace mrec::dsp
#endif
