#pragma once

namespace benchmark {

/// Floating point operations a second of Eigen's product of two square float matrices of `size`, on the
/// calling thread: what a good program gets out of a core. Compiled for the machine it is built on, in a
/// library of its own, as Eigen elsewhere in the program is compiled for all.
double gemm_flops(int size);

}  // namespace benchmark
