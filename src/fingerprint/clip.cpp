#include "mrec/fingerprint/clip.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "mrec/audio/recording.h"
#include "mrec/fingerprint/peak_stream.h"

namespace mrec::fingerprint {
namespace {

constexpr double kProminentPerSecond = 15;
constexpr double kComparedPerSecond = 30;
constexpr double kMost_s = 20;  ///< where a speed that is told to 0.125 % is wrong by less than a frame

/// Peaks so near are taken for one.
constexpr double kFramesOff = 1.2;
constexpr double kBinsOff = 0.8;

/// Of a track's peaks those that survive in a bad recording, and the limits of chance: no sound is so empty
/// or so full that nothing or everything is to be expected.
constexpr double kSurviving = 0.4;
constexpr double kLeastChance = 0.005;
constexpr double kMostChance = 0.35;

constexpr std::size_t kBins = kWindow / 2 + 1;

}  // namespace

Clip::Clip(std::span<const Peak> peaks, std::int64_t frames)
    : frames_(frames),
      prominent_(strongest(peaks, kProminentPerSecond)),
      peaks_(strongest(peaks, kComparedPerSecond)) {
  for (std::size_t next = 0; std::ssize(first_) <= frames; first_.push_back(next)) {
    while (next < peaks_.size() && peaks_[next].frame < static_cast<float>(first_.size())) ++next;
  }
  weigh_bins();
}

/// The chance is the greater of two: that of a peak at this frequency at any time, and of one of any
/// frequency in this region.
void Clip::weigh_bins() {
  constexpr double kRegion = 16;  // bins to each side
  const double moments = 2 * kFramesOff / static_cast<double>(std::max<std::int64_t>(1, frames_));
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    int same = 0;
    int near = 0;
    for (const Peak& peak : peaks_) {
      const double distance = std::abs(peak.bin - static_cast<double>(bin));
      if (distance <= kBinsOff + 0.3) ++same;  // a bin is known to its half only
      if (distance <= kRegion) ++near;
    }
    const double share_of_region = 2 * kBinsOff / (2 * kRegion + 1);
    const double chance = moments * std::max(static_cast<double>(same), near * share_of_region);
    const double bounded = std::clamp(chance, kLeastChance, kMostChance);
    weights_.push_back(
        {.heard = std::log(kSurviving / bounded), .missed = std::log((1 - kSurviving) / (1 - bounded))});
  }
}

/// The one nearest in time that may be the same; null when there is none.
const Peak* Clip::peak_near(double frame, double bin) const {
  const auto from =
      static_cast<std::size_t>(std::clamp(std::floor(frame - kFramesOff), 0.0, static_cast<double>(frames_)));
  const Peak* nearest = nullptr;
  for (std::size_t i = first_[from]; i < peaks_.size() && peaks_[i].frame <= frame + kFramesOff; ++i) {
    const Peak& peak = peaks_[i];
    if (peak.frame < frame - kFramesOff || std::abs(peak.bin - bin) > kBinsOff) continue;
    const bool is_nearer =
        nearest == nullptr || std::abs(peak.frame - frame) < std::abs(nearest->frame - frame);
    if (is_nearer) nearest = &peak;
  }
  return nearest;
}

/// Calls use(peak of the track, its frame and bin in the clip) for those that the clip should have.
template <class Use>
void Clip::for_each_expected(std::span<const Peak> track, const Alignment& place, Use use) const {
  const auto first = std::ranges::lower_bound(track, place.start, {}, &Peak::frame);
  for (const Peak& peak : track.subspan(static_cast<std::size_t>(first - track.begin()))) {
    const double frame = (peak.frame - place.start) / place.speed;
    const double bin = peak.bin * place.speed;
    if (frame > static_cast<double>(frames_ - 1)) break;
    if (bin <= kBins - 1) use(peak, frame, bin);
  }
}

Evidence Clip::evidence(std::span<const Peak> track, const Alignment& place) const {
  Evidence evidence;
  for_each_expected(track, place, [&](const Peak&, double frame, double bin) {
    const Weight& weight = weights_[static_cast<std::size_t>(std::lround(bin))];
    const bool is_heard = peak_near(frame, bin) != nullptr;
    evidence.nats += is_heard ? weight.heard : weight.missed;
    ++evidence.expected;
    if (is_heard) ++evidence.heard;
  });
  return evidence;
}

Alignment Clip::fitted(std::span<const Peak> track, const Alignment& place) const {
  double count = 0;
  double x = 0;  // frames of the clip and of the track: sums, of squares and products too
  double y = 0;
  double xx = 0;
  double xy = 0;
  for_each_expected(track, place, [&](const Peak& peak, double frame, double bin) {
    const Peak* heard = peak_near(frame, bin);
    if (heard == nullptr) return;
    count += 1;
    x += heard->frame;
    y += peak.frame;
    xx += double{heard->frame} * heard->frame;
    xy += double{heard->frame} * peak.frame;
  });
  const double spread = count * xx - x * x;
  constexpr double kLeastPeaks = 8;
  if (count < kLeastPeaks || spread <= 0) return place;
  const double speed = (count * xy - x * y) / spread;
  return {.start = (y - speed * x) / count, .speed = speed};
}

HeardPart load_clip(const std::filesystem::path& file) {
  PeakStream stream;
  const std::array outputs = {audio::StreamOutput{.rate_hz = kRate_hz, .sink = stream}};
  const audio::RecordingFacts facts = audio::stream(file, {.length_s = kMost_s}, outputs);
  const std::vector<Peak> peaks = stream.finish();
  return {.clip = Clip(peaks, stream.frames()), .start_s = std::max(0.0, (facts.duration_s - kMost_s) / 2)};
}

}  // namespace mrec::fingerprint
