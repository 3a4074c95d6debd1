#pragma once

#include <span>

namespace mrec::dsp {

/// Discrete Fourier transform of `size` real numbers, unscaled: X[k] = sum over n of x[n] exp(-2 pi i k n /
/// size). Thread-safe; the same input gives the same bits in every run on one machine.
class RealFft {
 public:
  /// One thread's memory for one transform after another.
  class Workspace {
   public:
    explicit Workspace(const RealFft& fft);
    ~Workspace();
    Workspace(Workspace&& other) noexcept;
    Workspace& operator=(Workspace&&) = delete;

    /// To be filled before transform(), which leaves rubbish in it; `size` numbers.
    std::span<float> time() { return time_; }
    /// Filled by transform(): size / 2 + 1 bins as (real, imaginary) pairs.
    std::span<float> spectrum() { return spectrum_; }

   private:
    std::span<float> time_;
    std::span<float> spectrum_;
  };

  /// size > 0; powers of two are fastest.
  explicit RealFft(int size);

  int size() const { return size_; }
  int bins() const { return size_ / 2 + 1; }

  /// From workspace.time() to workspace.spectrum(). The workspace must have been made for this size.
  void transform(Workspace& workspace) const;

 private:
  struct Plan;
  int size_;
  const Plan* plan_;  ///< one a size, kept for the life of the program
};

}  // namespace mrec::dsp
