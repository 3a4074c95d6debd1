#pragma once

#include <span>
#include <vector>

namespace mrec::dsp {

/// Power spectrum of real numbers: |X[k]|^2 of X[k] = sum over n of x[n] exp(-2 pi i k n / size), for k = 0
/// ... size / 2. Thread-safe; the same input gives the same bits in every run on one machine.
///
/// Even and odd samples are taken for the real and imaginary parts of half as many complex numbers, whose
/// transform FFTW has faster code for than for real ones; the parts are told apart by the symmetry of real
/// numbers' spectra (Press et al., Numerical Recipes, 12.3) on the way to the power.
class RealFft {
 public:
  /// One thread's memory for one transform after another.
  class Workspace {
   public:
    explicit Workspace(const RealFft& fft);
    ~Workspace();
    Workspace(Workspace&& other) noexcept;
    Workspace& operator=(Workspace&&) = delete;

    /// To be filled before power(); `size` numbers.
    std::span<float> time() { return time_; }

   private:
    friend class RealFft;
    std::span<float> time_;
    std::span<float> half_;  ///< size / 2 + 1 complex numbers
  };

  /// `size` is even and above 0; powers of two are fastest.
  explicit RealFft(int size);

  int size() const { return size_; }
  int bins() const { return size_ / 2 + 1; }

  /// From workspace.time() to bins() numbers. The workspace must have been made for this size.
  void power(Workspace& workspace, std::span<float> power) const;

 private:
  struct Plan;
  int size_;
  const Plan* plan_;  ///< one a size, kept for the life of the program
  std::vector<float>
      twiddles_;  ///< exp(-2 pi i k / size) for k = 0 ... size / 4: real parts, imaginary parts
};

}  // namespace mrec::dsp
