#include "genre/clip_windows.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::genre {
namespace {

constexpr float kTenths = 10;
constexpr float kLargest = 32767;

std::int16_t in_tenths(float value) {
  return static_cast<std::int16_t>(std::lround(std::clamp(value * kTenths, -kLargest, kLargest)));
}

float from_tenths(std::int16_t value) {
  return static_cast<float>(value) / kTenths;
}

}  // namespace

void ClipWindows::add(const features::TrackFeatures& track) {
  std::vector<std::int16_t>& clip = clips_.emplace_back();
  for (const Matrix& chunk : track.chunks) {
    assert(static_cast<std::size_t>(chunk.cols()) == bands_);  // the reader sees to it
    clip.reserve(clip.size() + static_cast<std::size_t>(chunk.size()));
    for (Eigen::Index i = 0; i < chunk.size(); ++i) clip.push_back(in_tenths(chunk.data()[i]));
  }
}

void ClipWindows::draw(std::size_t row, int crops, Rng& rng, std::vector<Draw>& draws) const {
  const std::size_t frames = frame_count(row);
  const std::size_t starts = frames > kWindowFrames ? frames - kWindowFrames + 1 : 1;
  for (int i = 0; i < crops; ++i) draws.push_back({.row = row, .place = rng.below(starts)});
}

void ClipWindows::examine(std::size_t row, std::vector<Draw>& draws) const {
  for (const std::size_t start : window_starts(frame_count(row)))
    draws.push_back({.row = row, .place = start});
}

/// A clip shorter than a window is repeated.
void ClipWindows::read(const Draw& draw, std::span<float> sample) const {
  const std::vector<std::int16_t>& clip = clips_[draw.row];
  std::size_t place = draw.place * bands_;
  for (float& value : sample) {
    if (place == clip.size()) place = 0;
    value = from_tenths(clip[place++]);
  }
}

std::vector<float> ClipWindows::frames(std::size_t row) const {
  std::vector<float> numbers(clips_[row].size());
  std::ranges::transform(clips_[row], numbers.begin(), from_tenths);
  return numbers;
}

}  // namespace mrec::genre
