#include "dsp/dsp_kernels.h"

#include <algorithm>
#include <limits>
#include <type_traits>

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

void power_of_halves(const float* half, const float* cosines, const float* sines, std::size_t m,
                     float* power) {
  each_vector(m / 2 + 1, [=](auto d, std::size_t k) HWY_ATTR {
    const std::size_t mirror = m + 1 - k - hn::Lanes(d);  // where the run ends that is read backwards
    hn::Vec<decltype(d)> a_re;
    hn::Vec<decltype(d)> a_im;
    hn::Vec<decltype(d)> b_re;
    hn::Vec<decltype(d)> b_im;
    hn::LoadInterleaved2(d, half + 2 * k, a_re, a_im);
    hn::LoadInterleaved2(d, half + 2 * mirror, b_re, b_im);
    b_re = hn::Reverse(d, b_re);
    b_im = hn::Reverse(d, b_im);
    const auto cosine = hn::LoadU(d, cosines + k);
    const auto sine = hn::LoadU(d, sines + k);
    // All twice as large as they should be, made good at the end.
    const auto e_re = hn::Add(a_re, b_re);
    const auto e_im = hn::Sub(a_im, b_im);
    const auto o_re = hn::Add(a_im, b_im);
    const auto o_im = hn::Sub(b_re, a_re);
    const auto t_re = hn::NegMulAdd(sine, o_im, hn::Mul(cosine, o_re));
    const auto t_im = hn::MulAdd(sine, o_re, hn::Mul(cosine, o_im));
    const auto quarter = hn::Set(d, 0.25F);
    const auto sum_re = hn::Add(e_re, t_re);
    const auto sum_im = hn::Add(e_im, t_im);
    const auto difference_re = hn::Sub(e_re, t_re);
    const auto difference_im = hn::Sub(e_im, t_im);
    const auto low = hn::MulAdd(sum_re, sum_re, hn::Mul(sum_im, sum_im));
    const auto high = hn::MulAdd(difference_re, difference_re, hn::Mul(difference_im, difference_im));
    hn::StoreU(hn::Mul(low, quarter), d, power + k);
    hn::StoreU(hn::Reverse(d, hn::Mul(high, quarter)), d, power + mirror);
  });
}

/// Products added up lane by lane; what is no whole vector goes into `rest`.
HWY_INLINE hn::Vec<Full> lane_sums(const float* a, const float* b, std::size_t count, float& rest) {
  const Full d;
  const std::size_t lanes = hn::Lanes(d);
  auto sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) sum = hn::MulAdd(hn::LoadU(d, a + i), hn::LoadU(d, b + i), sum);
  for (; i < count; ++i) rest += a[i] * b[i];
  return sum;
}

/// The rows after the given one whose sums are still to be computed, one by one.
HWY_INLINE void rows_from(std::size_t row, const BandedView& rows, const float* input, float* output) {
  const std::uint32_t* end = rows.end.data();
  for (; row < rows.first.size(); ++row) {
    float rest = 0;
    const auto sums =
        lane_sums(rows.weights.data() + end[row], input + rows.first[row], end[row + 1] - end[row], rest);
    output[row] = hn::GetLane(hn::SumOfLanes(Full(), sums)) + rest;
  }
}

#if HWY_HAVE_SCALABLE || HWY_MAX_BYTES < 16
void banded_product(const BandedView& rows, const float* input, float* output) {
  rows_from(0, rows, input, output);
}
#else
using Four = hn::FixedTag<float, 4>;

/// Folded in the middle until four lanes are left.
template <class Tag>
HWY_INLINE hn::Vec<Four> folded(Tag d, hn::Vec<Tag> sums) {
  if constexpr (hn::MaxLanes(Tag()) == 4) {
    return sums;
  } else {
    const hn::Half<Tag> half;
    return folded(half, hn::Add(hn::LowerHalf(half, sums), hn::UpperHalf(half, sums)));
  }
}

/// Four rows at a time: adding up the lanes of four vectors together takes half of what each alone does.
void banded_product(const BandedView& rows, const float* input, float* output) {
  const Four four;
  const std::uint32_t* first = rows.first.data();
  const std::uint32_t* end = rows.end.data();
  std::size_t row = 0;
  for (; row + 4 <= rows.first.size(); row += 4) {
    HWY_ALIGN float rest[4] = {};
    const auto sums_of = [&](std::size_t i) HWY_ATTR {
      return folded(Full(), lane_sums(rows.weights.data() + end[row + i], input + first[row + i],
                                      end[row + i + 1] - end[row + i], rest[i]));
    };
    const auto a = sums_of(0);
    const auto b = sums_of(1);
    const auto c = sums_of(2);
    const auto d = sums_of(3);
    const auto ab = hn::Add(hn::InterleaveLower(four, a, b), hn::InterleaveUpper(four, a, b));
    const auto cd = hn::Add(hn::InterleaveLower(four, c, d), hn::InterleaveUpper(four, c, d));
    const auto sums = hn::Add(hn::ConcatLowerLower(four, cd, ab), hn::ConcatUpperUpper(four, cd, ab));
    hn::StoreU(hn::Add(sums, hn::Load(four, rest)), four, output + row);
  }
  rows_from(row, rows, input, output);
}
#endif

float to_decibels(float* values, std::size_t count) {
  const Full full;
  const Single single;
  auto greatest = hn::Set(full, -std::numeric_limits<float>::infinity());
  auto greatest_of_rest = hn::Set(single, -std::numeric_limits<float>::infinity());
  each_vector(count, [=, &greatest, &greatest_of_rest](auto d, std::size_t i) HWY_ATTR {
    const auto power = hn::Max(hn::LoadU(d, values + i), hn::Set(d, kLeastPower));
    const auto level = hn::Mul(hn::Log(d, power), hn::Set(d, kDecibelsPerNeper));
    hn::StoreU(level, d, values + i);
    if constexpr (std::is_same_v<decltype(d), Full>) {
      greatest = hn::Max(greatest, level);
    } else {
      greatest_of_rest = hn::Max(greatest_of_rest, level);
    }
  });
  return std::max(hn::GetLane(hn::MaxOfLanes(full, greatest)), hn::GetLane(greatest_of_rest));
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
HWY_EXPORT(power_of_halves);
HWY_EXPORT(banded_product);
HWY_EXPORT(to_decibels);
HWY_EXPORT(raise_to);

}  // namespace

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> product) {
  assert(a.size() == product.size() && b.size() == product.size());
  HWY_DYNAMIC_DISPATCH(multiply)(a.data(), b.data(), product.size(), product.data());
}

void power_of_halves(std::span<const float> half, std::span<const float> cosines,
                     std::span<const float> sines, std::span<float> power) {
  const std::size_t m = power.size() - 1;
  assert(half.size() == 2 * power.size() && cosines.size() == m / 2 + 1 && sines.size() == m / 2 + 1);
  HWY_DYNAMIC_DISPATCH(power_of_halves)(half.data(), cosines.data(), sines.data(), m, power.data());
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
