#include "nn/norm_kernels.h"

#include <cassert>
#include <cstddef>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/norm_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// An array of places, each `channels` numbers.
struct PlaceArray {
  std::size_t size;
  std::size_t channels;
};

/// `d` holds as many doubles as a half vector of floats.
template <class D>
HWY_INLINE hn::Vec<D> load_double(D d, const float* from) {
  const hn::Rebind<float, D> narrow;
  return hn::PromoteTo(d, hn::LoadU(narrow, from));
}

/// Vectors whose sums run side by side, so that none waits for its last addition.
constexpr int kVectors = 4;

template <int N, class D>
HWY_INLINE std::size_t moments(D d, std::size_t channel, PlaceArray places, const float* input, double* sums,
                               double* squares) {
  const std::size_t lanes = hn::Lanes(d);
  for (; channel + N * lanes <= places.channels; channel += N * lanes) {
    hn::Vec<D> sum[N];
    hn::Vec<D> square[N];
    for (int n = 0; n < N; ++n) sum[n] = hn::LoadU(d, sums + channel + n * lanes);
    for (int n = 0; n < N; ++n) square[n] = hn::LoadU(d, squares + channel + n * lanes);
    for (std::size_t i = channel; i < places.size; i += places.channels) {
      for (int n = 0; n < N; ++n) {
        const auto value = load_double(d, input + i + n * lanes);
        sum[n] = hn::Add(sum[n], value);
        square[n] = hn::MulAdd(value, value, square[n]);
      }
    }
    for (int n = 0; n < N; ++n) hn::StoreU(sum[n], d, sums + channel + n * lanes);
    for (int n = 0; n < N; ++n) hn::StoreU(square[n], d, squares + channel + n * lanes);
  }
  return channel;
}

template <int N, class D>
HWY_INLINE std::size_t products(D d, std::size_t channel, PlaceArray places, const float* input,
                                const float* d_output, const float* mean, double* sums, double* results) {
  const std::size_t lanes = hn::Lanes(d);
  for (; channel + N * lanes <= places.channels; channel += N * lanes) {
    hn::Vec<D> sum[N];
    hn::Vec<D> product[N];
    hn::Vec<D> centre[N];
    for (int n = 0; n < N; ++n) sum[n] = hn::LoadU(d, sums + channel + n * lanes);
    for (int n = 0; n < N; ++n) product[n] = hn::LoadU(d, results + channel + n * lanes);
    for (int n = 0; n < N; ++n) centre[n] = load_double(d, mean + channel + n * lanes);
    for (std::size_t i = channel; i < places.size; i += places.channels) {
      for (int n = 0; n < N; ++n) {
        const auto gradient = load_double(d, d_output + i + n * lanes);
        sum[n] = hn::Add(sum[n], gradient);
        product[n] =
            hn::MulAdd(gradient, hn::Sub(load_double(d, input + i + n * lanes), centre[n]), product[n]);
      }
    }
    for (int n = 0; n < N; ++n) hn::StoreU(sum[n], d, sums + channel + n * lanes);
    for (int n = 0; n < N; ++n) hn::StoreU(product[n], d, results + channel + n * lanes);
  }
  return channel;
}

template <class D>
HWY_INLINE std::size_t map_one(D d, std::size_t channel, PlaceArray places, const float* input,
                               const float* scale, const float* shift, float* output) {
  for (; channel + hn::Lanes(d) <= places.channels; channel += hn::Lanes(d)) {
    const auto factor = hn::LoadU(d, scale + channel);
    const auto constant = hn::LoadU(d, shift + channel);
    for (std::size_t i = channel; i < places.size; i += places.channels) {
      hn::StoreU(hn::MulAdd(factor, hn::LoadU(d, input + i), constant), d, output + i);
    }
  }
  return channel;
}

template <class D>
HWY_INLINE std::size_t map_two(D d, std::size_t channel, PlaceArray places, const float* first,
                               const float* second, const float* const* map, float* output) {
  for (; channel + hn::Lanes(d) <= places.channels; channel += hn::Lanes(d)) {
    const auto first_factor = hn::LoadU(d, map[0] + channel);
    const auto second_factor = hn::LoadU(d, map[1] + channel);
    const auto constant = hn::LoadU(d, map[2] + channel);
    for (std::size_t i = channel; i < places.size; i += places.channels) {
      const auto partial = hn::MulAdd(second_factor, hn::LoadU(d, second + i), constant);
      hn::StoreU(hn::MulAdd(first_factor, hn::LoadU(d, first + i), partial), d, output + i);
    }
  }
  return channel;
}

void Moments(std::size_t size, std::size_t channels, const float* input, double* sums, double* squares) {
  const PlaceArray places{size, channels};
  const hn::ScalableTag<double> full;
  std::size_t done = moments<kVectors>(full, 0, places, input, sums, squares);
  done = moments<1>(full, done, places, input, sums, squares);
  moments<1>(hn::CappedTag<double, 1>(), done, places, input, sums, squares);
}

void Products(std::size_t size, std::size_t channels, const float* input, const float* d_output,
              const float* mean, double* sums, double* results) {
  const PlaceArray places{size, channels};
  const hn::ScalableTag<double> full;
  std::size_t done = products<kVectors>(full, 0, places, input, d_output, mean, sums, results);
  done = products<1>(full, done, places, input, d_output, mean, sums, results);
  products<1>(hn::CappedTag<double, 1>(), done, places, input, d_output, mean, sums, results);
}

void MapOne(std::size_t size, std::size_t channels, const float* input, const float* scale,
            const float* shift, float* output) {
  const PlaceArray places{size, channels};
  const std::size_t done = map_one(hn::ScalableTag<float>(), 0, places, input, scale, shift, output);
  map_one(hn::CappedTag<float, 1>(), done, places, input, scale, shift, output);
}

void MapTwo(std::size_t size, std::size_t channels, const float* first, const float* second,
            const float* const* map, float* output) {
  const PlaceArray places{size, channels};
  const std::size_t done = map_two(hn::ScalableTag<float>(), 0, places, first, second, map, output);
  map_two(hn::CappedTag<float, 1>(), done, places, first, second, map, output);
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(Moments);
HWY_EXPORT(Products);
HWY_EXPORT(MapOne);
HWY_EXPORT(MapTwo);

void sum_moments(std::span<const float> input, std::span<double> sums, std::span<double> squares) {
  assert(input.size() % sums.size() == 0 && squares.size() == sums.size());
  HWY_DYNAMIC_DISPATCH(Moments)(input.size(), sums.size(), input.data(), sums.data(), squares.data());
}

void sum_products(std::span<const float> input, std::span<const float> d_output, std::span<const float> mean,
                  std::span<double> sums, std::span<double> products) {
  assert(input.size() % sums.size() == 0 && d_output.size() == input.size());
  assert(mean.size() == sums.size() && products.size() == sums.size());
  HWY_DYNAMIC_DISPATCH(Products)
  (input.size(), sums.size(), input.data(), d_output.data(), mean.data(), sums.data(), products.data());
}

void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output) {
  assert(input.size() % scale.size() == 0 && shift.size() == scale.size() && output.size() == input.size());
  HWY_DYNAMIC_DISPATCH(MapOne)
  (input.size(), scale.size(), input.data(), scale.data(), shift.data(), output.data());
}

void blend(std::span<const float> first, std::span<const float> second, const Blend& map,
           std::span<float> output) {
  assert(first.size() % map.shift.size() == 0 && second.size() == first.size() &&
         output.size() == first.size());
  const float* const maps[] = {map.first_scale.data(), map.second_scale.data(), map.shift.data()};
  HWY_DYNAMIC_DISPATCH(MapTwo)
  (first.size(), map.shift.size(), first.data(), second.data(), maps, output.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
