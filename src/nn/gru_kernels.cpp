#include "nn/gru_kernels.h"

#include <cassert>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/gru_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
// Not before them: they choose the instruction set that it is for.
#include "hwy/contrib/math/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Samples whose products with the recurrent kernel are held in registers together.
constexpr int kRows = 4;

/// One step's numbers of the samples: those of a sample are `apart` steps behind those of the one before.
struct Step {
  std::size_t units;
  std::size_t apart;
  bool first;    ///< the state before is 0
  float* gates;  ///< of the first sample, as the next two
  float* recurrent;
  float* states;

  float* gate(int row, int part) const { return gates + (3 * row * apart + part) * units; }
  float* carried(int row, int part) const { return recurrent + (3 * row * apart + part) * units; }
  float* state(int row) const { return states + row * apart * units; }
  const float* state_before(int row) const { return state(row) - units; }
};

Step step_at(const GruShape& shape, std::size_t step, std::size_t sample, float* gates, float* recurrent,
             float* states) {
  const std::size_t place = sample * shape.steps + step;
  return {.units = shape.units,
          .apart = shape.steps,
          .first = step == 0,
          .gates = gates + 3 * place * shape.units,
          .recurrent = recurrent + 3 * place * shape.units,
          .states = states + place * shape.units};
}

template <class D>
HWY_INLINE hn::Vec<D> logistic(D d, hn::Vec<D> x) {
  const auto one = hn::Set(d, 1.0F);
  return hn::Div(one, hn::Add(one, hn::Exp(d, hn::Neg(x))));
}

/// One vector of units from `unit` on, of M samples: the products stay in registers until the state is known.
template <class D, int M>
HWY_INLINE void advance(D d, std::size_t unit, const Step& step, const float* kernel, const float* bias) {
  const std::size_t units = step.units;
  hn::Vec<D> sums[M][3];
  for (int m = 0; m < M; ++m) {
    for (int part = 0; part < 3; ++part) sums[m][part] = hn::LoadU(d, bias + part * units + unit);
  }
  const float* column = kernel + unit;
  for (std::size_t from = 0; from < (step.first ? 0 : units); ++from, column += 3 * units) {
    hn::Vec<D> columns[3];
    for (int part = 0; part < 3; ++part) columns[part] = hn::LoadU(d, column + part * units);
    for (int m = 0; m < M; ++m) {
      const auto factor = hn::Set(d, step.state_before(m)[from]);
      for (int part = 0; part < 3; ++part) sums[m][part] = hn::MulAdd(factor, columns[part], sums[m][part]);
    }
  }
  for (int m = 0; m < M; ++m) {
    const auto update = logistic(d, hn::Add(hn::LoadU(d, step.gate(m, 0) + unit), sums[m][0]));
    const auto reset = logistic(d, hn::Add(hn::LoadU(d, step.gate(m, 1) + unit), sums[m][1]));
    const auto candidate = hn::Tanh(d, hn::MulAdd(reset, sums[m][2], hn::LoadU(d, step.gate(m, 2) + unit)));
    const auto before = step.first ? hn::Zero(d) : hn::LoadU(d, step.state_before(m) + unit);
    hn::StoreU(update, d, step.gate(m, 0) + unit);
    hn::StoreU(reset, d, step.gate(m, 1) + unit);
    hn::StoreU(candidate, d, step.gate(m, 2) + unit);
    hn::StoreU(sums[m][2], d, step.carried(m, 2) + unit);
    hn::StoreU(hn::MulAdd(update, hn::Sub(before, candidate), candidate), d, step.state(m) + unit);
  }
}

template <class D, int M>
HWY_INLINE std::size_t advance_units(D d, std::size_t unit, const Step& step, const float* kernel,
                                     const float* bias) {
  for (; unit + hn::Lanes(d) <= step.units; unit += hn::Lanes(d)) advance<D, M>(d, unit, step, kernel, bias);
  return unit;
}

template <int M>
HWY_INLINE void advance_samples(const Step& step, const float* kernel, const float* bias) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 4> quarter;
  const hn::CappedTag<float, 1> single;
  std::size_t unit = advance_units<decltype(full), M>(full, 0, step, kernel, bias);
  unit = advance_units<decltype(quarter), M>(quarter, unit, step, kernel, bias);
  advance_units<decltype(single), M>(single, unit, step, kernel, bias);
}

void GruForward(const GruShape& shape, const float* kernel, const float* bias, float* gates, float* recurrent,
                float* states) {
  for (std::size_t step = 0; step < shape.steps; ++step) {
    std::size_t sample = 0;
    for (; sample + kRows <= shape.samples; sample += kRows) {
      advance_samples<kRows>(step_at(shape, step, sample, gates, recurrent, states), kernel, bias);
    }
    for (; sample < shape.samples; ++sample) {
      advance_samples<1>(step_at(shape, step, sample, gates, recurrent, states), kernel, bias);
    }
  }
}

/// Gradients of both parts of the gates of one sample, and of the state before as far as the update gate let
/// it through; `d_state` comes with the gradient of the new state.
template <class D>
HWY_INLINE std::size_t gate_gradients(D d, std::size_t unit, const Step& step, const float* d_output,
                                      float* d_state) {
  const auto one = hn::Set(d, 1.0F);
  for (; unit + hn::Lanes(d) <= step.units; unit += hn::Lanes(d)) {
    const auto update = hn::LoadU(d, step.gate(0, 0) + unit);
    const auto reset = hn::LoadU(d, step.gate(0, 1) + unit);
    const auto candidate = hn::LoadU(d, step.gate(0, 2) + unit);
    const auto product = hn::LoadU(d, step.carried(0, 2) + unit);
    const auto before = step.first ? hn::Zero(d) : hn::LoadU(d, step.state_before(0) + unit);
    auto gradient = hn::LoadU(d, d_state + unit);
    if (d_output != nullptr) gradient = hn::Add(gradient, hn::LoadU(d, d_output + unit));

    const auto left = hn::Sub(one, update);
    const auto d_candidate = hn::Mul(hn::Mul(gradient, left), hn::NegMulAdd(candidate, candidate, one));
    const auto d_update = hn::Mul(hn::Mul(gradient, hn::Sub(before, candidate)), hn::Mul(update, left));
    const auto d_reset = hn::Mul(hn::Mul(d_candidate, product), hn::Mul(reset, hn::Sub(one, reset)));
    hn::StoreU(d_update, d, step.gate(0, 0) + unit);
    hn::StoreU(d_reset, d, step.gate(0, 1) + unit);
    hn::StoreU(d_candidate, d, step.gate(0, 2) + unit);
    hn::StoreU(d_update, d, step.carried(0, 0) + unit);
    hn::StoreU(d_reset, d, step.carried(0, 1) + unit);
    hn::StoreU(hn::Mul(d_candidate, reset), d, step.carried(0, 2) + unit);
    hn::StoreU(hn::Mul(gradient, update), d, d_state + unit);
  }
  return unit;
}

/// Adds to the gradients of M samples' states before, N vectors of units, what came through the recurrent
/// kernel.
template <class D, int M, int N>
HWY_INLINE std::size_t recurrent_gradients(D d, std::size_t unit, const Step& step, const float* transposed,
                                           float* d_state) {
  const std::size_t units = step.units;
  const std::size_t lanes = hn::Lanes(d);
  for (; unit + N * lanes <= units; unit += N * lanes) {
    hn::Vec<D> sums[M][N];
    for (int m = 0; m < M; ++m) {
      for (int n = 0; n < N; ++n) sums[m][n] = hn::LoadU(d, d_state + m * units + unit + n * lanes);
    }
    const float* column = transposed + unit;
    for (std::size_t from = 0; from < 3 * units; ++from, column += units) {
      hn::Vec<D> columns[N];
      for (int n = 0; n < N; ++n) columns[n] = hn::LoadU(d, column + n * lanes);
      for (int m = 0; m < M; ++m) {
        const auto factor = hn::Set(d, step.carried(m, 0)[from]);
        for (int n = 0; n < N; ++n) sums[m][n] = hn::MulAdd(factor, columns[n], sums[m][n]);
      }
    }
    for (int m = 0; m < M; ++m) {
      for (int n = 0; n < N; ++n) hn::StoreU(sums[m][n], d, d_state + m * units + unit + n * lanes);
    }
  }
  return unit;
}

template <int M>
HWY_INLINE void recurrent_gradients(const Step& step, const float* transposed, float* d_state) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 4> quarter;
  const hn::CappedTag<float, 1> single;
  std::size_t unit = recurrent_gradients<decltype(full), M, 2>(full, 0, step, transposed, d_state);
  unit = recurrent_gradients<decltype(full), M, 1>(full, unit, step, transposed, d_state);
  unit = recurrent_gradients<decltype(quarter), M, 1>(quarter, unit, step, transposed, d_state);
  recurrent_gradients<decltype(single), M, 1>(single, unit, step, transposed, d_state);
}

void GruBackward(const GruShape& shape, const float* transposed, const float* d_states, float* d_state,
                 float* gates, float* recurrent, float* states) {
  for (std::size_t step = shape.steps; step-- > 0;) {
    for (std::size_t sample = 0; sample < shape.samples; ++sample) {
      const Step here = step_at(shape, step, sample, gates, recurrent, states);
      const std::size_t place = sample * shape.steps + step;
      const float* d_output = d_states == nullptr ? nullptr : d_states + place * shape.units;
      float* d_before = d_state + sample * shape.units;
      const std::size_t done = gate_gradients(hn::ScalableTag<float>(), 0, here, d_output, d_before);
      gate_gradients(hn::CappedTag<float, 1>(), done, here, d_output, d_before);
    }
    if (step == 0) return;
    std::size_t sample = 0;
    for (; sample + kRows <= shape.samples; sample += kRows) {
      recurrent_gradients<kRows>(step_at(shape, step, sample, gates, recurrent, states), transposed,
                                 d_state + sample * shape.units);
    }
    for (; sample < shape.samples; ++sample) {
      recurrent_gradients<1>(step_at(shape, step, sample, gates, recurrent, states), transposed,
                             d_state + sample * shape.units);
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(GruForward);
HWY_EXPORT(GruBackward);

namespace {

[[maybe_unused]] bool fits(const GruShape& shape, const GruTrace& trace) {
  const std::size_t numbers = shape.samples * shape.steps * shape.units;
  return trace.gates.size() == 3 * numbers && trace.recurrent.size() == 3 * numbers &&
         trace.states.size() == numbers;
}

}  // namespace

void gru_forward(const GruShape& shape, std::span<const float> recurrent_kernel,
                 std::span<const float> recurrent_bias, const GruTrace& trace) {
  assert(fits(shape, trace) && recurrent_bias.size() == 3 * shape.units);
  assert(recurrent_kernel.size() == 3 * shape.units * shape.units);
  HWY_DYNAMIC_DISPATCH(GruForward)
  (shape, recurrent_kernel.data(), recurrent_bias.data(), trace.gates.data(), trace.recurrent.data(),
   trace.states.data());
}

void gru_backward(const GruShape& shape, std::span<const float> transposed, std::span<const float> d_states,
                  std::span<float> d_state, const GruTrace& trace) {
  assert(fits(shape, trace) && transposed.size() == 3 * shape.units * shape.units);
  assert(d_states.empty() || d_states.size() == trace.states.size());
  assert(d_state.size() == shape.samples * shape.units);
  HWY_DYNAMIC_DISPATCH(GruBackward)
  (shape, transposed.data(), d_states.empty() ? nullptr : d_states.data(), d_state.data(), trace.gates.data(),
   trace.recurrent.data(), trace.states.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
