#include "features/fingerprint.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"

namespace mrec::features {
namespace {

constexpr Eigen::Index kCepstra = 13;  ///< of the whole range, level first, that a change is made from
constexpr Eigen::Index kFewest = 9;    ///< of them say enough
constexpr Eigen::Index kPoints = 32;   ///< places in the kept range at which the spectrum is taken
constexpr double kHighest_hz = 5000;   ///< above, what a low sample rate or a thrifty encoder leaves out
constexpr std::size_t kHalfLag = 2;    ///< a change is from so many steps before to so many after
constexpr double kHalfWindow_s = 0.1;  ///< of the smoothing
constexpr float kStill = 2;            ///< decibels of change, over all coefficients, that are none
constexpr float kLeastSpread = 0.5F;   ///< decibels; below, rounding would count
constexpr float kQuantum = 32;         ///< one standard deviation
constexpr std::size_t kCodeWidth = 8;  ///< the first of a change's numbers, which suffer least
constexpr std::array<std::size_t, 3> kCodePlaces = {0, 5, 10};  ///< steps of a code

/// Cepstra of all frames whose window lies within their chunk, and where those are.
struct Frames {
  std::vector<double> time_s;
  std::vector<std::array<float, kCepstra>> cepstra;
};

void append(const Matrix& chunk, double start_s, const FeatureOptions& options,
            const dsp::CepstralTransform& transform, Frames& frames) {
  // Windows that reach over the chunk's ends hear padding, which differs with where the chunk was cut.
  const Eigen::Index margin = (options.n_fft / 2 + options.hop - 1) / options.hop;
  for (Eigen::Index i = margin; i < chunk.rows() - margin; ++i) {
    const std::span<const float> frame(chunk.row(i).data(), static_cast<std::size_t>(chunk.cols()));
    const std::size_t count = std::min<std::size_t>(frame.size(), kCepstra);
    auto& cepstrum = frames.cepstra.emplace_back();
    if (options.kind == FeatureKind::kMfcc) {
      std::copy_n(frame.begin(), count, cepstrum.begin());
    } else {
      transform.mfcc(frame, std::span(cepstrum).first(count));
    }
    frames.time_s.push_back(start_s + static_cast<double>(i) * options.hop / options.rate_hz);
  }
}

Frames frames_of(std::span<const Matrix> chunks, const FeatureOptions& options) {
  const dsp::CepstralTransform transform(options.n_mels, std::min<int>(options.n_mels, kCepstra));
  Frames frames;
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    append(chunks[i], static_cast<double>(i) * options.chunk_s, options, transform, frames);
  }
  return frames;
}

/// From cepstra of the whole range to those of its part below kHighest_hz, without the level: the smooth
/// spectrum that the former stand for is taken at kPoints places of the part and transformed anew.
Eigen::Matrix<float, kCepstra, Fingerprint::kWidth> restriction(const FeatureOptions& options) {
  const double top_hz = options.fmax_hz > 0 ? options.fmax_hz : options.rate_hz / 2.0;
  const double low = dsp::hz_to_mel(options.fmin_hz);
  const double share =
      std::clamp((dsp::hz_to_mel(kHighest_hz) - low) / (dsp::hz_to_mel(top_hz) - low), 0.1, 1.0);
  Eigen::Matrix<float, kCepstra, Fingerprint::kWidth> map =
      Eigen::Matrix<float, kCepstra, Fingerprint::kWidth>::Zero();
  for (Eigen::Index from = 0; from < kCepstra; ++from) {
    for (Eigen::Index to = 0; to < map.cols(); ++to) {
      double sum = 0;
      for (Eigen::Index point = 0; point < kPoints; ++point) {
        const double angle = std::numbers::pi * (static_cast<double>(point) + 0.5) / kPoints;
        sum += (from == 0 ? std::numbers::sqrt2 / 2 : std::cos(static_cast<double>(from) * share * angle)) *
               std::cos(static_cast<double>(to + 1) * angle);
      }
      map(from, to) = static_cast<float>(2 * sum / kPoints);
    }
  }
  return map;
}

using Cepstra = Eigen::Matrix<float, Eigen::Dynamic, kCepstra, Eigen::RowMajor>;
using Changes = Eigen::Matrix<float, Eigen::Dynamic, Fingerprint::kWidth, Eigen::RowMajor>;

/// Means over triangular windows around every step: the frames' own grid, which starts anew with every chunk
/// and lies elsewhere in another cut of the sound, is smoothed away.
Cepstra smoothed(const Frames& frames, const FeatureOptions& options) {
  const double half_s = std::max(kHalfWindow_s, 1.5 * options.hop / options.rate_hz);
  const double last_s = frames.time_s.empty() ? 0 : frames.time_s.back();
  const auto steps = static_cast<Eigen::Index>(last_s / Fingerprint::kStep_s) + 1;
  Cepstra means = Cepstra::Zero(steps, kCepstra);
  std::size_t first = 0;
  for (Eigen::Index step = 0; step < steps; ++step) {
    const double centre_s = static_cast<double>(step) * Fingerprint::kStep_s;
    while (first < frames.time_s.size() && frames.time_s[first] < centre_s - half_s) ++first;
    float sum = 0;
    for (std::size_t i = first; i < frames.time_s.size() && frames.time_s[i] < centre_s + half_s; ++i) {
      const auto weight = static_cast<float>(1.001 - std::abs(frames.time_s[i] - centre_s) / half_s);
      means.row(step) +=
          weight * Eigen::Map<const Eigen::RowVector<float, kCepstra>>(frames.cepstra[i].data());
      sum += weight;
    }
    if (sum > 0) means.row(step) /= sum;
  }
  return means;
}

}  // namespace

Fingerprint::Fingerprint(std::span<const Matrix> chunks, const FeatureOptions& options) {
  if (chunks.empty() || chunks.front().cols() < kFewest) return;
  const Cepstra means = smoothed(frames_of(chunks, options), options);
  const Eigen::Index count = means.rows() - 2 * static_cast<Eigen::Index>(kHalfLag);
  if (count <= 0) return;
  Changes change = (means.bottomRows(count) - means.topRows(count)) * restriction(options);
  Eigen::Array<double, 1, kWidth> squares = Eigen::Array<double, 1, kWidth>::Zero();
  for (Eigen::Index i = 0; i < count; ++i) {
    if (change.row(i).norm() < kStill) {
      change.row(i).setZero();
      continue;
    }
    squares += change.row(i).cast<double>().array().square();
    ++active_;
  }
  if (active_ == 0) return;
  const Eigen::Array<float, 1, kWidth> scale =
      kQuantum / (squares / static_cast<double>(active_)).sqrt().cast<float>().max(kLeastSpread);
  changes_.resize(static_cast<std::size_t>(count));
  for (Eigen::Index i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < kWidth; ++k) {
      const auto column = static_cast<Eigen::Index>(k);
      const float scaled = std::clamp(change(i, column) * scale(column), -127.0F, 127.0F);
      changes_[static_cast<std::size_t>(i)][k] = static_cast<std::int8_t>(std::lround(scaled));
    }
  }
}

bool Fingerprint::has_code(std::size_t step) const {
  return step + kCodePlaces.back() < size() && std::ranges::all_of(kCodePlaces, [&](std::size_t place) {
           return changes_[step + place] != Change{};
         });
}

std::uint32_t Fingerprint::code(std::size_t step) const {
  std::uint32_t bits = 0;
  for (const std::size_t place : kCodePlaces) {
    for (const std::int8_t number : std::span(changes_[step + place]).first(kCodeWidth)) {
      bits = (bits << 1) | (number > 0 ? 1U : 0U);
    }
  }
  return bits;
}

Alignment align(const Fingerprint& first, const Fingerprint& second, std::ptrdiff_t shift) {
  const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, shift);
  const std::ptrdiff_t end = std::min(std::ssize(first), std::ssize(second) + shift);
  Alignment result;
  std::int64_t product = 0;
  std::int64_t first_square = 0;
  std::int64_t second_square = 0;
  for (std::ptrdiff_t i = begin; i < end; ++i) {
    const Fingerprint::Change& x = first[static_cast<std::size_t>(i)];
    const Fingerprint::Change& y = second[static_cast<std::size_t>(i - shift)];
    std::int32_t xy = 0;
    std::int32_t xx = 0;
    std::int32_t yy = 0;
    for (std::size_t k = 0; k < Fingerprint::kWidth; ++k) {
      xy += x[k] * y[k];
      xx += x[k] * x[k];
      yy += y[k] * y[k];
    }
    if (xx == 0 || yy == 0) continue;
    product += xy;
    first_square += xx;
    second_square += yy;
    ++result.active;
  }
  if (first_square > 0 && second_square > 0) {
    result.correlation = static_cast<double>(product) /
                         std::sqrt(static_cast<double>(first_square) * static_cast<double>(second_square));
  }
  return result;
}

}  // namespace mrec::features
