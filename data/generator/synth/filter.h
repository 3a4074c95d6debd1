#pragma once

#include "synth/signal.h"

namespace mrec::generator {

/// Second-order filter in transposed direct form II, with the coefficients of R. Bristow-Johnson's "Cookbook
/// formulae for audio EQ biquad filter coefficients". Cutoffs are clamped to a range that is safe at the
/// sample rate.
class Biquad {
 public:
  static Biquad low_pass(double cutoff_hz, double q = 0.707);
  static Biquad high_pass(double cutoff_hz, double q = 0.707);
  static Biquad band_pass(double centre_hz, double q);

  float process(float sample);

  /// Takes over the coefficients of another filter but keeps the state, for moving cutoffs.
  void retune(const Biquad& other);

 private:
  struct Coefficients {
    double b0, b1, b2, a1, a2;
  };
  explicit Biquad(Coefficients coefficients) : coefficients_(coefficients) {}

  Coefficients coefficients_;
  double state1_ = 0.0;
  double state2_ = 0.0;
};

void filter(Signal& signal, Biquad biquad);

/// Low-pass whose cutoff falls from start_hz towards end_hz with the given time constant, as in a
/// synthesiser's pluck.
struct FilterSweep {
  double start_hz = 8000.0;
  double end_hz = 8000.0;
  double time_constant_s = 0.2;
  double q = 0.707;
};
void filter(Signal& signal, const FilterSweep& sweep);

}  // namespace mrec::generator
