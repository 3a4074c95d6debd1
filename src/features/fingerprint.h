#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_options.h"

namespace mrec::features {

/// How the shape of a track's spectrum below 5 kHz moves: every 50 ms the change over 0.2 s of its smoothed
/// cepstrum without the level, each coefficient divided by its standard deviation over the track. What stays
/// the same throughout, as level and filters, is not in it, nor what thrifty encoders leave out.
class Fingerprint {
 public:
  static constexpr double kStep_s = 0.05;
  static constexpr std::size_t kWidth = 10;
  using Change = std::array<std::int8_t, kWidth>;

  Fingerprint() = default;
  /// Of chunks (frames x coefficients) that follow each other. Of fewer than 9 coefficients, or of a sound
  /// too short, it is empty.
  Fingerprint(std::span<const Matrix> chunks, const FeatureOptions& options);

  std::size_t size() const { return changes_.size(); }
  /// The change at a step; all zero where nothing moved.
  const Change& operator[](std::size_t step) const { return changes_[step]; }
  /// Steps at which something moved.
  std::size_t active() const { return active_; }

  /// The signs of the changes at a step, a quarter and half a second later, 24 bits; only of steps that have
  /// a code: something moved at all three.
  std::uint32_t code(std::size_t step) const;
  bool has_code(std::size_t step) const;

 private:
  std::vector<Change> changes_;
  std::size_t active_ = 0;
};

/// How alike two fingerprints are when step i of the second is laid on step i + shift of the first.
struct Alignment {
  std::size_t active = 0;  ///< steps at which something moved in both
  double correlation = 0;  ///< of all their numbers at these steps, -1 to 1; 0 without any
};

Alignment align(const Fingerprint& first, const Fingerprint& second, std::ptrdiff_t shift);

}  // namespace mrec::features
