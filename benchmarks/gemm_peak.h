#pragma once

namespace benchmark {

/// Eigen's product of two square float matrices on the calling thread: what a good program gets out of a
/// core. Compiled for the machine it is built on, in a library of its own, as Eigen elsewhere in the program
/// is compiled for all.
void multiply_matrices(int size);

}  // namespace benchmark
