#pragma once

#include <cstddef>
#include <span>

/// The recurrent part of a gated recurrent unit, for some samples of equally many steps. With the input part
/// a = x * kernel + bias, known for all steps, and b = h * recurrent_kernel + recurrent_bias of the state h
/// of the step before, 0 at the beginning, all three parts one after the other (update, reset, candidate):
///   z = sigmoid(a_z + b_z)   r = sigmoid(a_r + b_r)   c = tanh(a_c + r * b_c)   new h = z * h + (1 - z) * c
/// The reset gate acts after the product. The order of every sum is fixed.
namespace mrec::nn {

struct GruShape {
  std::size_t samples = 1;
  std::size_t steps = 1;
  std::size_t units = 1;
};

/// What a pass forward leaves for the pass back.
struct GruTrace {
  std::span<float> gates;      ///< [sample][step](z, r, c)[unit]
  std::span<float> recurrent;  ///< [sample][step](not used, not used, b_c)[unit]
  std::span<float> states;     ///< [sample][step][unit]
};

/// `trace.gates` comes with the input part a, the rest is overwritten. `recurrent_kernel` is
/// [unit of h](z, r, c)[unit], `recurrent_bias` (z, r, c)[unit].
void gru_forward(const GruShape& shape, std::span<const float> recurrent_kernel,
                 std::span<const float> recurrent_bias, const GruTrace& trace);

/// Back through time: overwrites `trace.gates` with the gradient of a and `trace.recurrent` with that of b.
/// `transposed` is the recurrent kernel's (z, r, c)[unit][unit of h]. `d_states` is the gradient of the
/// states, or empty; `d_state`, [sample][unit], a further gradient of the last one, and is used as memory.
void gru_backward(const GruShape& shape, std::span<const float> transposed, std::span<const float> d_states,
                  std::span<float> d_state, const GruTrace& trace);

}  // namespace mrec::nn
