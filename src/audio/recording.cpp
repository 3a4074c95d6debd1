#include "mrec/audio/recording.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "audio/decoder.h"
#include "audio/resampler.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

/// A stretch of a file, in its own frames.
struct Excerpt {
  std::int64_t start = 0;
  std::int64_t frames = 0;
};

Excerpt middle(std::int64_t total, std::int64_t at_most) {
  const std::int64_t frames = std::min(total, at_most);
  return {.start = (total - frames) / 2, .frames = frames};
}

std::int64_t excerpt_frames(double excerpt_s, int rate_hz) {
  if (excerpt_s <= 0) return std::numeric_limits<std::int64_t>::max();
  return std::max<std::int64_t>(1, std::llround(excerpt_s * rate_hz));
}

/// Looks at every sample and at bits only, so that the loop is turned into vector instructions.
bool all_finite(std::span<const float> block) {
  constexpr std::uint32_t kExponent = 0x7F800000U;  // all ones: infinite or not a number
  std::uint32_t bad = 0;
  for (const float sample : block)
    bad |= (std::bit_cast<std::uint32_t>(sample) & kExponent) == kExponent ? 1U : 0U;
  return bad == 0;
}

void require_finite(std::span<const float> block, const std::filesystem::path& path) {
  if (all_finite(block)) return;
  throw Error(ErrorKind::kData, path.string(), "has samples that are not finite numbers", "decode it anew");
}

/// Decodes and resamples one stretch of a file; counts in `read_frames` how much of it there was.
class ExcerptReader {
 public:
  ExcerptReader(Decoder& decoder, const std::filesystem::path& path, int rate_hz)
      : decoder_(decoder), path_(path), rate_hz_(rate_hz) {}

  std::vector<float> samples(Excerpt excerpt) {
    read_frames_ = 0;
    std::vector<float> samples;
    if (!decoder_.skip_to(excerpt.start)) return samples;
    Resampler resampler({.in_hz = decoder_.rate_hz(), .out_hz = rate_hz_});
    samples.reserve(expected_samples(excerpt.frames));
    while (read_frames_ < excerpt.frames) {
      const std::span<const float> block = decoder_.read(excerpt.frames - read_frames_);
      if (block.empty()) break;
      require_finite(block, path_);
      resampler.push(block, samples);
      read_frames_ += static_cast<std::int64_t>(block.size());
    }
    resampler.finish(samples);
    return samples;
  }

  std::int64_t read_frames() const { return read_frames_; }

 private:
  /// Room for the result: growing it step by step costs a third of the time of a FLAC file in page faults. A
  /// header may lie, so no more is taken on its word than six minutes at 22,050 Hz need.
  std::size_t expected_samples(std::int64_t frames) const {
    constexpr double kMostReserved = 8e6;
    constexpr double kBlock = 1 << 14;
    const double natural = static_cast<double>(frames) * rate_hz_ / decoder_.rate_hz();
    return static_cast<std::size_t>(std::min(kMostReserved, natural + kBlock));
  }

  Decoder& decoder_;
  const std::filesystem::path& path_;
  int rate_hz_;
  std::int64_t read_frames_ = 0;
};

}  // namespace

Recording load(const std::filesystem::path& path, const LoadOptions& options) {
  Decoder decoder(path);
  ExcerptReader reader(decoder, path, options.rate_hz);
  const std::int64_t at_most = excerpt_frames(options.excerpt_s, decoder.rate_hz());
  const std::optional<std::int64_t> claimed = decoder.claimed_frames();
  std::int64_t total = claimed ? *claimed : decoder.count_frames();
  Excerpt excerpt = middle(total, at_most);
  Recording recording{.signal = {.samples = reader.samples(excerpt), .rate_hz = options.rate_hz},
                      .facts = {}};
  if (reader.read_frames() < excerpt.frames) {
    // The header promised more than there is (a cut-off download): the middle is the middle of what can be
    // read.
    total = decoder.count_frames();
    excerpt = middle(total, at_most);
    recording.signal.samples = reader.samples(excerpt);
  }
  if (recording.signal.samples.empty()) {
    throw Error(ErrorKind::kData, path.string(), "has no samples that can be decoded", "replace it");
  }
  recording.facts.duration_s = static_cast<double>(total) / decoder.rate_hz();
  return recording;
}

RecordingFacts stream(const std::filesystem::path& path, const LoadOptions& options, SampleSink& sink) {
  const Recording recording = load(path, options);
  sink.begin();
  sink.take(recording.signal.samples);
  return recording.facts;
}

}  // namespace mrec::audio
