#pragma once

#include <memory>
#include <span>
#include <vector>

namespace mrec::audio {

/// Changes the rate of a mono stream with soxr's high quality: the same samples as resampling all of it at
/// once. n samples become round(n * out_hz / in_hz); equal rates pass through untouched.
class Resampler {
 public:
  struct Rates {
    int in_hz;
    int out_hz;
  };

  explicit Resampler(Rates rates);
  ~Resampler();
  Resampler(Resampler&&) noexcept;
  Resampler(const Resampler&) = delete;
  Resampler& operator=(const Resampler&) = delete;

  /// Appends to `out` what has become ready; the filter holds some samples back.
  void push(std::span<const float> in, std::vector<float>& out);
  /// Appends what the filter still held. Nothing may be pushed afterwards.
  void finish(std::vector<float>& out);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;  ///< none when the rates are equal
  double ratio_;
};

}  // namespace mrec::audio
