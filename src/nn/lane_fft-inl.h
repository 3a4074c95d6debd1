// Fourier transforms of as many sequences as a vector has lanes, one a lane: no lane ever needs another.
// Included once for every instruction set, by files that define HWY_TARGET_INCLUDE.
#if defined(MREC_NN_LANE_FFT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef MREC_NN_LANE_FFT_INL_H_
#undef MREC_NN_LANE_FFT_INL_H_
#else
#define MREC_NN_LANE_FFT_INL_H_
#endif

#include <cstddef>

#include "hwy/highway.h"
#include "nn/fft_plan.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The numbers of one butterfly; arrays, because GCC refuses to inline the constructors of classes around
/// NEON's vectors.
template <class D, int R>
struct Butterfly {
  hn::Vec<D> re[R];
  hn::Vec<D> im[R];
};

template <class D>
HWY_INLINE void sum_and_difference(hn::Vec<D>& a, hn::Vec<D>& b) {
  const auto difference = hn::Sub(a, b);
  a = hn::Add(a, b);
  b = difference;
}

/// DFT of the numbers at places first, first + step, ...: 2 of them.
template <class D, int R>
HWY_INLINE void dft2(Butterfly<D, R>& v, int a, int b) {
  sum_and_difference<D>(v.re[a], v.re[b]);
  sum_and_difference<D>(v.im[a], v.im[b]);
}

/// -i times the number.
template <class D, int R>
HWY_INLINE void turn(Butterfly<D, R>& v, int place) {
  const auto re = v.re[place];
  v.re[place] = v.im[place];
  v.im[place] = hn::Neg(re);
}

/// In place; the results stand in the order a, b, c.
template <class D, int R>
HWY_INLINE void dft3(D d, Butterfly<D, R>& v, int a, int b, int c) {
  const auto half = hn::Set(d, 0.5F);
  const auto sine = hn::Set(d, 0.866025404F);  // sin 60
  dft2<D, R>(v, b, c);
  const auto base_re = hn::NegMulAdd(half, v.re[b], v.re[a]);
  const auto base_im = hn::NegMulAdd(half, v.im[b], v.im[a]);
  v.re[a] = hn::Add(v.re[a], v.re[b]);
  v.im[a] = hn::Add(v.im[a], v.im[b]);
  const auto difference_re = v.re[c];
  v.re[b] = hn::MulAdd(sine, v.im[c], base_re);
  v.re[c] = hn::NegMulAdd(sine, v.im[c], base_re);
  v.im[b] = hn::NegMulAdd(sine, difference_re, base_im);
  v.im[c] = hn::MulAdd(sine, difference_re, base_im);
}

/// In place; the results stand in the order a, b, c, e.
template <class D, int R>
HWY_INLINE void dft4(Butterfly<D, R>& v, int a, int b, int c, int e) {
  dft2<D, R>(v, a, c);
  dft2<D, R>(v, b, e);
  turn<D, R>(v, e);
  dft2<D, R>(v, a, b);
  dft2<D, R>(v, c, e);
  // now: a 0, b 2, c 1, e 3
  const auto re = v.re[b];
  const auto im = v.im[b];
  v.re[b] = v.re[c];
  v.im[b] = v.im[c];
  v.re[c] = re;
  v.im[c] = im;
}

template <class D>
HWY_INLINE void dft5(D d, Butterfly<D, 5>& v) {
  const auto c1 = hn::Set(d, 0.309016994F);   // cos 72
  const auto c2 = hn::Set(d, -0.809016994F);  // cos 144
  const auto s1 = hn::Set(d, 0.951056516F);   // sin 72
  const auto s2 = hn::Set(d, 0.587785252F);   // sin 144
  dft2<D, 5>(v, 1, 4);
  dft2<D, 5>(v, 2, 3);
  const auto r1_re = hn::MulAdd(c1, v.re[1], hn::MulAdd(c2, v.re[2], v.re[0]));
  const auto r1_im = hn::MulAdd(c1, v.im[1], hn::MulAdd(c2, v.im[2], v.im[0]));
  const auto r2_re = hn::MulAdd(c2, v.re[1], hn::MulAdd(c1, v.re[2], v.re[0]));
  const auto r2_im = hn::MulAdd(c2, v.im[1], hn::MulAdd(c1, v.im[2], v.im[0]));
  v.re[0] = hn::Add(v.re[0], hn::Add(v.re[1], v.re[2]));
  v.im[0] = hn::Add(v.im[0], hn::Add(v.im[1], v.im[2]));
  const auto q1_re = hn::MulAdd(s1, v.re[4], hn::Mul(s2, v.re[3]));
  const auto q1_im = hn::MulAdd(s1, v.im[4], hn::Mul(s2, v.im[3]));
  const auto q2_re = hn::NegMulAdd(s1, v.re[3], hn::Mul(s2, v.re[4]));
  const auto q2_im = hn::NegMulAdd(s1, v.im[3], hn::Mul(s2, v.im[4]));
  v.re[1] = hn::Add(r1_re, q1_im);
  v.im[1] = hn::Sub(r1_im, q1_re);
  v.re[4] = hn::Sub(r1_re, q1_im);
  v.im[4] = hn::Add(r1_im, q1_re);
  v.re[2] = hn::Add(r2_re, q2_im);
  v.im[2] = hn::Sub(r2_im, q2_re);
  v.re[3] = hn::Sub(r2_re, q2_im);
  v.im[3] = hn::Add(r2_im, q2_re);
}

/// The number times (re, im).
template <class D, int R>
HWY_INLINE void scale(Butterfly<D, R>& v, int place, hn::Vec<D> re, hn::Vec<D> im) {
  const auto product = hn::NegMulAdd(v.im[place], im, hn::Mul(v.re[place], re));
  v.im[place] = hn::MulAdd(v.im[place], re, hn::Mul(v.re[place], im));
  v.re[place] = product;
}

template <class D>
HWY_INLINE void dft6(D d, Butterfly<D, 6>& v) {
  const auto half = hn::Set(d, 0.5F);
  const auto sine = hn::Set(d, 0.866025404F);
  dft3<D, 6>(d, v, 0, 2, 4);
  dft3<D, 6>(d, v, 1, 3, 5);
  scale<D, 6>(v, 3, half, hn::Neg(sine));
  scale<D, 6>(v, 5, hn::Neg(half), hn::Neg(sine));
  dft2<D, 6>(v, 0, 1);
  dft2<D, 6>(v, 2, 3);
  dft2<D, 6>(v, 4, 5);
  // now: 0 0, 1 3, 2 1, 3 4, 4 2, 5 5
  const Butterfly<D, 6> w = v;
  v.re[1] = w.re[2];
  v.im[1] = w.im[2];
  v.re[2] = w.re[4];
  v.im[2] = w.im[4];
  v.re[3] = w.re[1];
  v.im[3] = w.im[1];
  v.re[4] = w.re[3];
  v.im[4] = w.im[3];
}

template <class D>
HWY_INLINE void dft8(D d, Butterfly<D, 8>& v) {
  const auto root = hn::Set(d, 0.707106781F);
  dft4<D, 8>(v, 0, 2, 4, 6);
  dft4<D, 8>(v, 1, 3, 5, 7);
  // the odd ones, at 1, 3, 5, 7, times 1, (1 - i) sqrt(1/2), -i, (-1 - i) sqrt(1/2)
  const auto re3 = v.re[3];
  v.re[3] = hn::Mul(root, hn::Add(re3, v.im[3]));
  v.im[3] = hn::Mul(root, hn::Sub(v.im[3], re3));
  turn<D, 8>(v, 5);
  const auto re7 = v.re[7];
  v.re[7] = hn::Mul(root, hn::Sub(v.im[7], re7));
  v.im[7] = hn::Neg(hn::Mul(root, hn::Add(re7, v.im[7])));
  for (int i = 0; i < 8; i += 2) dft2<D, 8>(v, i, i + 1);
  // now: place 2 k holds k, place 2 k + 1 holds k + 4
  const Butterfly<D, 8> w = v;
  for (int k = 0; k < 4; ++k) {
    v.re[k] = w.re[2 * k];
    v.im[k] = w.im[2 * k];
    v.re[k + 4] = w.re[2 * k + 1];
    v.im[k + 4] = w.im[2 * k + 1];
  }
}

template <class D, int R>
HWY_INLINE void dft(D d, Butterfly<D, R>& v) {
  if constexpr (R == 2) dft2<D, 2>(v, 0, 1);
  if constexpr (R == 3) dft3<D, 3>(d, v, 0, 1, 2);
  if constexpr (R == 4) dft4<D, 4>(v, 0, 1, 2, 3);
  if constexpr (R == 5) dft5(d, v);
  if constexpr (R == 6) dft6(d, v);
  if constexpr (R == 8) dft8(d, v);
}

/// A pass: `source(place, re, im)` gives a number, `sink(place, re, im)` takes one.
template <int R, class D, class Source, class Sink>
HWY_INLINE void fft_pass(D d, const FftPass& pass, const Source& source, const Sink& sink) {
  const float* twiddles = pass.twiddles.data();
  const std::size_t apart = pass.count * pass.stride;
  for (std::size_t p = 0; p < pass.count; ++p) {
    for (std::size_t q = 0; q < pass.stride; ++q) {
      Butterfly<D, R> v;
      for (int r = 0; r < R; ++r)
        source(q + pass.stride * p + static_cast<std::size_t>(r) * apart, v.re[r], v.im[r]);
      dft<D, R>(d, v);
      if (p > 0) {
        for (int j = 1; j < R; ++j) {
          scale<D, R>(v, j, hn::Set(d, twiddles[2 * j - 2]), hn::Set(d, twiddles[2 * j - 1]));
        }
      }
      for (int j = 0; j < R; ++j)
        sink(q + pass.stride * (R * p + static_cast<std::size_t>(j)), v.re[j], v.im[j]);
    }
    twiddles += 2 * (R - 1);
  }
}

template <class D, class Source, class Sink>
HWY_INLINE void fft_pass(D d, const FftPass& pass, const Source& source, const Sink& sink) {
  switch (pass.radix) {
    case 2:
      return fft_pass<2>(d, pass, source, sink);
    case 3:
      return fft_pass<3>(d, pass, source, sink);
    case 4:
      return fft_pass<4>(d, pass, source, sink);
    case 5:
      return fft_pass<5>(d, pass, source, sink);
    case 6:
      return fft_pass<6>(d, pass, source, sink);
    default:
      return fft_pass<8>(d, pass, source, sink);
  }
}

/// Transforms plan.size complex numbers a lane. `data` and `scratch` are [place](re, im)[lane], aligned;
/// both are overwritten, the results go to sink(place, re, im).
template <class D, class Sink>
HWY_INLINE void lane_fft(D d, const FftPlan& plan, float* data, float* scratch, const Sink& sink) {
  const std::size_t lanes = hn::Lanes(d);
  float* from = data;
  float* to = scratch;
  const auto source = [&](std::size_t place, hn::Vec<D>& re, hn::Vec<D>& im) HWY_ATTR {
    re = hn::Load(d, from + 2 * place * lanes);
    im = hn::Load(d, from + (2 * place + 1) * lanes);
  };
  const auto store = [&](std::size_t place, hn::Vec<D> re, hn::Vec<D> im) HWY_ATTR {
    hn::Store(re, d, to + 2 * place * lanes);
    hn::Store(im, d, to + (2 * place + 1) * lanes);
  };
  for (std::size_t i = 0; i + 1 < plan.passes.size(); ++i) {
    fft_pass(d, plan.passes[i], source, store);
    float* const swapped = from;
    from = to;
    to = swapped;
  }
  fft_pass(d, plan.passes.back(), source, sink);
}

}  // namespace mrec::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // toggle
