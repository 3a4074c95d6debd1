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

float from_tenths(int value) {
  return static_cast<float>(value) / kTenths;
}

}  // namespace

void ClipWindows::add(const features::TrackFeatures& track) {
  std::vector<std::int16_t> clip;
  for (const Matrix& chunk : track.chunks) {
    assert(static_cast<std::size_t>(chunk.cols()) == bands_);  // the reader sees to it
    clip.reserve(clip.size() + static_cast<std::size_t>(chunk.size()));
    for (Eigen::Index i = 0; i < chunk.size(); ++i) clip.push_back(in_tenths(chunk.data()[i]));
  }
  clips_.emplace_back(clip);
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
  const PackedNumbers& clip = clips_[draw.row];
  std::size_t place = draw.place * bands_;
  for (std::size_t done = 0; done < sample.size();) {
    if (place == clip.size()) place = 0;
    const std::size_t count = std::min(sample.size() - done, clip.size() - place);
    float* to = sample.data() + done;
    clip.read(place, count, [&](int tenths) { *to++ = from_tenths(tenths); });
    done += count;
    place += count;
  }
}

std::vector<float> ClipWindows::frames(std::size_t row) const {
  std::vector<float> numbers;
  numbers.reserve(clips_[row].size());
  clips_[row].read(0, clips_[row].size(), [&](int tenths) { numbers.push_back(from_tenths(tenths)); });
  return numbers;
}

}  // namespace mrec::genre
