#include "nn/statistics_kernels.h"

#include <cassert>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/statistics_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Vectors of features worked on together, so that sums need not wait for each other.
constexpr int kVectors = 4;

/// Numbers of one sample: [step][feature].
struct Steps {
  std::size_t count;
  std::size_t features;
};

/// Of N vectors of features from `input` and `output` on. The variance is taken around the mean in a second
/// pass: the difference of large squares would lose it.
template <class D, int N>
HWY_INLINE void describe(D d, Steps steps, const float* input, float* output) {
  const std::size_t lanes = hn::Lanes(d);
  const auto share = hn::Set(d, 1.0F / static_cast<float>(steps.count));
  hn::Vec<D> mean[N];
  hn::Vec<D> peak[N];
  hn::Vec<D> square[N];
  for (int n = 0; n < N; ++n) {
    mean[n] = peak[n] = hn::LoadU(d, input + n * lanes);
    square[n] = hn::Zero(d);
  }
  for (std::size_t step = 1; step < steps.count; ++step) {
    for (int n = 0; n < N; ++n) {
      const auto value = hn::LoadU(d, input + step * steps.features + n * lanes);
      mean[n] = hn::Add(mean[n], value);
      peak[n] = hn::Max(peak[n], value);
    }
  }
  for (int n = 0; n < N; ++n) mean[n] = hn::Mul(mean[n], share);
  for (std::size_t step = 0; step < steps.count; ++step) {
    for (int n = 0; n < N; ++n) {
      const auto off = hn::Sub(hn::LoadU(d, input + step * steps.features + n * lanes), mean[n]);
      square[n] = hn::MulAdd(off, off, square[n]);
    }
  }
  for (int n = 0; n < N; ++n) {
    const auto variance = hn::MulAdd(square[n], share, hn::Set(d, kVarianceFloor));
    hn::StoreU(mean[n], d, output + n * lanes);
    hn::StoreU(peak[n], d, output + steps.features + n * lanes);
    hn::StoreU(hn::Sqrt(variance), d, output + 2 * steps.features + n * lanes);
  }
}

template <class D, int N>
HWY_INLINE std::size_t describe_features(D d, std::size_t feature, Steps steps, const float* input,
                                         float* output) {
  const std::size_t width = N * hn::Lanes(d);
  for (; feature + width <= steps.features; feature += width) {
    describe<D, N>(d, steps, input + feature, output + feature);
  }
  return feature;
}

void StatisticsForward(std::size_t count, std::size_t features, const float* input, float* output) {
  const Steps steps{count, features};
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 1> single;
  std::size_t done = describe_features<decltype(full), kVectors>(full, 0, steps, input, output);
  done = describe_features<decltype(full), 1>(full, done, steps, input, output);
  describe_features<decltype(single), 1>(single, done, steps, input, output);
}

template <class D>
HWY_INLINE std::size_t spread_features(D d, std::size_t feature, Steps steps, const float* input,
                                       const float* output, const float* d_output, float* d_input) {
  const auto share = hn::Set(d, 1.0F / static_cast<float>(steps.count));
  const std::size_t features = steps.features;
  for (; feature + hn::Lanes(d) <= features; feature += hn::Lanes(d)) {
    const auto mean = hn::LoadU(d, output + feature);
    const auto peak = hn::LoadU(d, output + features + feature);
    const auto deviation = hn::LoadU(d, output + 2 * features + feature);
    const auto of_mean = hn::Mul(hn::LoadU(d, d_output + feature), share);
    const auto of_deviation =
        hn::Div(hn::Mul(hn::LoadU(d, d_output + 2 * features + feature), share), deviation);
    auto of_peak = hn::LoadU(d, d_output + features + feature);  // 0 from the first maximum on
    for (std::size_t i = feature; i < steps.count * features; i += features) {
      const auto value = hn::LoadU(d, input + i);
      const auto is_peak = hn::Eq(value, peak);
      const auto smooth = hn::MulAdd(of_deviation, hn::Sub(value, mean), of_mean);
      hn::StoreU(hn::Add(smooth, hn::IfThenElseZero(is_peak, of_peak)), d, d_input + i);
      of_peak = hn::IfThenZeroElse(is_peak, of_peak);
    }
  }
  return feature;
}

void StatisticsBackward(std::size_t count, std::size_t features, const float* input, const float* output,
                        const float* d_output, float* d_input) {
  const Steps steps{count, features};
  const std::size_t done =
      spread_features(hn::ScalableTag<float>(), 0, steps, input, output, d_output, d_input);
  spread_features(hn::CappedTag<float, 1>(), done, steps, input, output, d_output, d_input);
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(StatisticsForward);
HWY_EXPORT(StatisticsBackward);

void statistics_forward(std::size_t steps, std::span<const float> input, std::span<float> output) {
  assert(steps > 0 && input.size() % steps == 0 && output.size() == 3 * (input.size() / steps));
  HWY_DYNAMIC_DISPATCH(StatisticsForward)(steps, input.size() / steps, input.data(), output.data());
}

void statistics_backward(std::size_t steps, std::span<const float> input, std::span<const float> output,
                         std::span<const float> d_output, std::span<float> d_input) {
  assert(steps > 0 && input.size() % steps == 0 && d_input.size() == input.size());
  assert(output.size() == 3 * (input.size() / steps) && d_output.size() == output.size());
  HWY_DYNAMIC_DISPATCH(StatisticsBackward)
  (steps, input.size() / steps, input.data(), output.data(), d_output.data(), d_input.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
