#include "nn/spectral_kernels.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <memory>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/spectral_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "nn/lane_fft-inl.h"

// Included once for every instruction set, but defined once.
#ifndef MREC_NN_SPECTRAL_SIZES
#define MREC_NN_SPECTRAL_SIZES
namespace mrec::nn {
namespace {

/// Pairs whose products are computed together, so that each weight is loaded once for all of them.
constexpr std::size_t kPairs = 2;
constexpr std::size_t kParts = 3;  // of a prepared complex number

}  // namespace
}  // namespace mrec::nn
#endif

HWY_BEFORE_NAMESPACE();
namespace mrec::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, kFilterGroup>;

/// The caller's memory: the spectra of kPairs pairs and one transform's scratch.
class Buffers {
 public:
  Buffers(std::size_t size, float* memory) : floats_a_pair_(2 * size * hn::Lanes(Lanes())), memory_(memory) {}

  float* spectrum(std::size_t pair) const { return memory_ + pair * floats_a_pair_; }
  float* scratch() const { return spectrum(kPairs); }

 private:
  std::size_t floats_a_pair_;
  float* memory_;
};

void LineTransforms(const FftPlan& plan, const float* lines, std::size_t places, std::size_t width,
                    const LinePairs& pairs, LineSpectra& spectra, float* memory) {
  const Lanes d;
  const std::size_t lanes = hn::Lanes(d);
  const Buffers buffers(plan.size, memory);
  for (std::size_t pair = 0; pair < spectra.pairs; pair += lanes) {
    float* data = buffers.spectrum(0);
    std::fill_n(data, 2 * plan.size * lanes, 0.0F);
    for (std::size_t place = 0; place < places; ++place) {
      for (std::size_t part = 0; part < 2; ++part) {
        const std::size_t first = pair + part * pairs.apart;
        const std::size_t there = std::min(lanes, pair < pairs.count ? pairs.count - pair : 0);
        std::copy_n(lines + place * width + first, there, data + (2 * place + part) * lanes);
      }
    }
    lane_fft(d, plan, data, buffers.scratch(), [&](std::size_t bin, auto re, auto im) HWY_ATTR {
      hn::StoreInterleaved3(re, im, hn::Add(re, im), d,
                            spectra.values.data() + kParts * (bin * spectra.pairs + pair));
    });
  }
}

/// Products of kPairs pairs' spectra with the filters' from `weights` on, in the order of the inverse
/// transform: with real and imaginary parts exchanged it is the forward one.
template <std::size_t T>
HWY_INLINE void multiply(const FilterSpectra& filters, const float* weights, const LineSpectra& lines,
                         std::size_t pair, const Buffers& buffers) {
  const Lanes d;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t size = filters.plan.size;
  for (std::size_t bin = 0; bin <= size / 2; ++bin) {
    const std::size_t mirrored = (size - bin) % size;
    const float* left = lines.values.data() + kParts * (bin * lines.pairs + pair);
    const float* right = lines.values.data() + kParts * (mirrored * lines.pairs + pair);
    hn::Vec<Lanes> sums[T][2 * kParts];
    for (std::size_t t = 0; t < T; ++t) {
      for (std::size_t i = 0; i < 2 * kParts; ++i) sums[t][i] = hn::Zero(d);
    }
    for (std::size_t tap = 0; tap < filters.taps; ++tap) {
      const auto c = hn::LoadU(d, weights);
      const auto c_less_d = hn::LoadU(d, weights + kFilterGroup);
      const auto c_and_d = hn::LoadU(d, weights + 2 * kFilterGroup);
      weights += kParts * kFilterGroup;
      for (std::size_t t = 0; t < T; ++t) {
        const float* x = left + kParts * (tap + t);
        sums[t][0] = hn::MulAdd(c, hn::Set(d, x[2]), sums[t][0]);
        sums[t][1] = hn::MulAdd(c_less_d, hn::Set(d, x[1]), sums[t][1]);
        sums[t][2] = hn::MulAdd(c_and_d, hn::Set(d, x[0]), sums[t][2]);
        const float* y = right + kParts * (tap + t);
        sums[t][3] = hn::MulAdd(c, hn::Set(d, y[2]), sums[t][3]);
        sums[t][4] = hn::MulAdd(c_and_d, hn::Set(d, y[1]), sums[t][4]);
        sums[t][5] = hn::MulAdd(c_less_d, hn::Set(d, y[0]), sums[t][5]);
      }
    }
    for (std::size_t t = 0; t < T; ++t) {
      float* spectrum = buffers.spectrum(t);
      hn::Store(hn::Sub(sums[t][0], sums[t][2]), d, spectrum + 2 * bin * lanes);
      hn::Store(hn::Sub(sums[t][0], sums[t][1]), d, spectrum + (2 * bin + 1) * lanes);
      hn::Store(hn::Sub(sums[t][3], sums[t][5]), d, spectrum + 2 * mirrored * lanes);
      hn::Store(hn::Sub(sums[t][3], sums[t][4]), d, spectrum + (2 * mirrored + 1) * lanes);
    }
  }
}

/// Calls take(pair, first filter of the vector, spectrum) for every pair and every vector of the group.
template <class Take>
HWY_INLINE void for_each_product(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                                 std::size_t pairs, const Buffers& buffers, const Take& take) {
  const std::size_t lanes = hn::Lanes(Lanes());
  for (std::size_t lane = 0; lane < kFilterGroup; lane += lanes) {
    const float* weights = filters.group(group).data() + lane;
    std::size_t pair = 0;
    for (; pair + kPairs <= pairs; pair += kPairs) {
      multiply<kPairs>(filters, weights, lines, pair, buffers);
      for (std::size_t t = 0; t < kPairs; ++t) take(pair + t, lane, buffers.spectrum(t));
    }
    for (; pair < pairs; ++pair) {
      multiply<1>(filters, weights, lines, pair, buffers);
      take(pair, lane, buffers.spectrum(0));
    }
  }
}

void PlacePeaksOf(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                  const PlacePeaks& result, float* memory) {
  const Lanes d;
  const Buffers buffers(filters.plan.size, memory);
  const auto least = hn::Set(d, -std::numeric_limits<float>::infinity());
  for_each_product(filters, group, lines, result.lines.count, buffers,
                   [&](std::size_t pair, std::size_t lane, float* spectrum) HWY_ATTR {
                     auto first = least;
                     auto partner = least;
                     lane_fft(d, filters.plan, spectrum, buffers.scratch(),
                              [&](std::size_t place, auto im, auto re) HWY_ATTR {
                                if (place >= result.places) return;
                                first = hn::Max(first, re);
                                partner = hn::Max(partner, im);
                              });
                     float* peaks = result.peaks + pair * kFilterGroup + lane;
                     hn::StoreU(first, d, peaks);
                     hn::StoreU(partner, d, peaks + result.lines.apart * kFilterGroup);
                   });
}

void LinePeaksOf(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                 const LinePeaks& result, float* memory) {
  const Lanes d;
  const Buffers buffers(filters.plan.size, memory);
  std::fill_n(result.peaks, result.places * kFilterGroup, -std::numeric_limits<float>::infinity());
  for_each_product(filters, group, lines, result.pairs, buffers,
                   [&](std::size_t /*pair*/, std::size_t lane, float* spectrum) HWY_ATTR {
                     lane_fft(d, filters.plan, spectrum, buffers.scratch(),
                              [&](std::size_t place, auto im, auto re) HWY_ATTR {
                                if (place >= result.places) return;
                                float* peak = result.peaks + place * kFilterGroup + lane;
                                hn::StoreU(hn::Max(hn::LoadU(d, peak), hn::Max(re, im)), d, peak);
                              });
                   });
}

}  // namespace mrec::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(LineTransforms);
HWY_EXPORT(PlacePeaksOf);
HWY_EXPORT(LinePeaksOf);

namespace {

constexpr std::size_t kAlignment = 64;  // bytes of the widest vectors

}  // namespace

LineSpectra::LineSpectra(const FftPlan& plan, std::size_t count)
    : pairs((count + kFilterGroup - 1) / kFilterGroup * kFilterGroup), values(kParts * plan.size * pairs) {}

TransformMemory::TransformMemory(const FftPlan& plan)
    : room_((kPairs + 1) * 2 * plan.size * kFilterGroup + kAlignment / sizeof(float)) {}

float* TransformMemory::begin() {
  void* place = room_.data();
  std::size_t bytes = room_.size() * sizeof(float);
  return static_cast<float*>(std::align(kAlignment, bytes - kAlignment, place, bytes));
}

void transform_lines(const FftPlan& plan, const Lines& lines, const LinePairs& pairs, TransformMemory& memory,
                     LineSpectra& spectra) {
  const std::size_t places = lines.values.size() / lines.width;
  assert(places <= plan.size && pairs.count + pairs.apart <= lines.width && pairs.count <= spectra.pairs);
  HWY_DYNAMIC_DISPATCH(LineTransforms)
  (plan, lines.values.data(), places, lines.width, pairs, spectra, memory.begin());
}

void peaks_over_places(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                       const PlacePeaks& result, TransformMemory& memory) {
  assert(result.lines.count + filters.taps - 1 <= lines.pairs && result.places <= filters.plan.size);
  HWY_DYNAMIC_DISPATCH(PlacePeaksOf)(filters, group, lines, result, memory.begin());
}

void peaks_over_lines(const FilterSpectra& filters, std::size_t group, const LineSpectra& lines,
                      const LinePeaks& result, TransformMemory& memory) {
  assert(result.pairs + filters.taps - 1 <= lines.pairs && result.places <= filters.plan.size);
  HWY_DYNAMIC_DISPATCH(LinePeaksOf)(filters, group, lines, result, memory.begin());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
