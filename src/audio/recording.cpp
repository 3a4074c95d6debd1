#include "mrec/audio/recording.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <span>

#include "audio/decoder.h"
#include "audio/resampler.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

/// A part of a file, in its own frames.
struct Stretch {
  std::int64_t start = 0;
  std::int64_t end = kNoEnd;

  std::int64_t frames() const { return end - start; }
};

Stretch middle_of(const Stretch& stretch, std::int64_t at_most) {
  const std::int64_t frames = std::min(stretch.frames(), at_most);
  const std::int64_t start = stretch.start + (stretch.frames() - frames) / 2;
  return {.start = start, .end = start + frames};
}

std::int64_t excerpt_frames(double excerpt_s, int rate_hz) {
  if (excerpt_s <= 0) return kNoEnd;
  return std::max<std::int64_t>(1, std::llround(excerpt_s * rate_hz));
}

/// The frames that count in a file of `total` frames.
Stretch counted_stretch(const std::optional<Section>& section, int rate_hz, std::int64_t total) {
  if (!section) return {.start = 0, .end = total};
  const auto frame_at = [rate_hz, total](double seconds) {
    const double frame = std::round(seconds * rate_hz);
    return frame < static_cast<double>(total) ? std::max<std::int64_t>(0, std::llround(frame)) : total;
  };
  const std::int64_t end = section->end_s > 0 ? frame_at(section->end_s) : total;
  return {.start = std::min(frame_at(section->start_s), end), .end = end};
}

std::string seconds_text(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f s", seconds);
  return text.data();
}

/// Whether all are numbers, and such as sound may have: full scale is 1, and what is beyond any reason
/// overflows in the resampler. Looks at bits only, so that the loop is turned into vector instructions.
bool all_usable(std::span<const float> block) {
  constexpr std::uint32_t kWithoutSign = 0x7FFFFFFFU;
  constexpr auto kLargest = std::bit_cast<std::uint32_t>(1e9F);  // infinities and what is no number are above
  std::uint32_t bad = 0;
  for (const float sample : block)
    bad |= (std::bit_cast<std::uint32_t>(sample) & kWithoutSign) > kLargest ? 1U : 0U;
  return bad == 0;
}

void require_finite(std::span<const float> block, const std::filesystem::path& path) {
  if (all_usable(block)) return;
  throw Error(ErrorKind::kData, path.string(), "has samples that are not finite numbers or absurdly large",
              "decode it anew");
}

/// One excerpt on its way to one output.
class Delivery {
 public:
  Delivery(const StreamOutput& output, int in_hz)
      : sink_(&output.sink), resampler_({.in_hz = in_hz, .out_hz = output.rate_hz}) {
    sink_->begin();
  }

  void push(std::span<const float> block) {
    resampler_.push(block, ready_);
    give();
  }
  void finish() {
    resampler_.finish(ready_);
    give();
  }
  bool gave_any() const { return gave_any_; }

 private:
  void give() {
    gave_any_ = gave_any_ || !ready_.empty();
    sink_->take(ready_);
    ready_.clear();
  }

  SampleSink* sink_;
  Resampler resampler_;
  std::vector<float> ready_;
  bool gave_any_ = false;
};

/// Reads one file into its outputs.
class ExcerptStream {
 public:
  ExcerptStream(const std::filesystem::path& path, const Excerpt& options,
                std::span<const StreamOutput> outputs)
      : path_(path),
        options_(options),
        outputs_(outputs),
        decoder_(open_decoder(path)),
        at_most_(excerpt_frames(options.length_s, decoder_->rate_hz())) {}

  RecordingFacts run() {
    find_end();
    Stretch excerpt = middle_of(counted(), at_most_);
    read(excerpt);
    if (next_ < excerpt.end) {
      correct_end(excerpt);
      const Stretch left = middle_of(counted(), at_most_);
      if (left.start != excerpt.start || left.end != next_) read(excerpt = left);
    }
    if (!gave_any_) fail_without_samples();
    return {.duration_s = seconds(counted().frames()), .damage = damage()};
  }

 private:
  Stretch counted() const { return counted_stretch(options_.section, decoder_->rate_hz(), end_); }
  double seconds(std::int64_t frames) const { return static_cast<double>(frames) / decoder_->rate_hz(); }

  void find_end() {
    const std::optional<std::int64_t> claimed = decoder_->claimed_frames();
    loss_ = decoder_->loss();
    const bool all_of_it = at_most_ == kNoEnd && !options_.section;
    if (claimed) {
      end_ = *claimed;
      if (all_of_it || at_most_ >= end_ || decoder_->has_its_end()) return;
      loss_ = Loss{.promised_frames = claimed};
      end_ = decoder_->count_frames();
    } else if (!all_of_it) {
      end_ = decoder_->count_frames();
    }
  }

  /// The file ended before the excerpt did.
  void correct_end(const Stretch& excerpt) {
    const std::int64_t claimed = end_;
    // Inside the excerpt it was just met; before the excerpt it has to be looked for.
    end_ = next_ > excerpt.start ? next_ : decoder_->count_frames();
    if (claimed != kNoEnd && claimed - end_ > decoder_->slack_frames() && !loss_)
      loss_ = Loss{.promised_frames = claimed};
  }

  void read(const Stretch& excerpt) {
    std::vector<Delivery> deliveries;
    for (const StreamOutput& output : outputs_) deliveries.emplace_back(output, decoder_->rate_hz());
    gave_any_ = false;
    next_ = excerpt.start;
    if (!decoder_->skip_to(excerpt.start)) return;
    while (next_ < excerpt.end) {
      const std::span<const float> block = decoder_->read(excerpt.end - next_);
      if (block.empty()) break;
      require_finite(block, path_);
      next_ += static_cast<std::int64_t>(block.size());
      for (Delivery& delivery : deliveries) delivery.push(block);
    }
    for (Delivery& delivery : deliveries) delivery.finish();
    gave_any_ = !deliveries.empty() && deliveries.front().gave_any();
  }

  /// Times are those of the section, if only a section counts.
  std::string damage() const {
    if (!loss_) return {};
    const std::int64_t whole = loss_->promised_frames.value_or(kNoEnd);
    const Stretch promised = counted_stretch(options_.section, decoder_->rate_hz(), std::max(whole, end_));
    if (promised.end <= end_) return {};  // the section lies before what is lost
    const std::string left = "breaks off after " + seconds_text(seconds(counted().frames()));
    return promised.end == kNoEnd ? left : left + " of " + seconds_text(seconds(promised.frames()));
  }

  [[noreturn]] void fail_without_samples() const {
    const bool elsewhere = options_.section && end_ > 0 && counted().frames() == 0;
    if (!elsewhere) {
      throw Error(ErrorKind::kData, path_.string(), "has no samples that can be decoded", "replace it");
    }
    throw Error(ErrorKind::kData, path_.string(),
                "ends after " + seconds_text(seconds(end_)) + ", before a track of its CUE sheet begins",
                "replace the file or the sheet");
  }

  const std::filesystem::path& path_;
  const Excerpt& options_;
  std::span<const StreamOutput> outputs_;
  std::unique_ptr<Decoder> decoder_;
  std::int64_t at_most_;
  std::int64_t end_ = kNoEnd;  ///< of the file, as far as is known
  std::optional<Loss> loss_;
  std::int64_t next_ = 0;  ///< the frame after the last one read
  bool gave_any_ = false;  ///< samples of the last excerpt, to the first output
};

/// Keeps what it takes.
class Collector : public SampleSink {
 public:
  explicit Collector(std::size_t expected) : expected_(expected) {}

  void begin() override {
    samples_.clear();
    samples_.reserve(expected_);
  }
  void take(std::span<const float> samples) override {
    samples_.insert(samples_.end(), samples.begin(), samples.end());
  }
  std::vector<float> take_samples() { return std::move(samples_); }

 private:
  std::size_t expected_;
  std::vector<float> samples_;
};

}  // namespace

RecordingFacts stream(const std::filesystem::path& path, const Excerpt& excerpt,
                      std::span<const StreamOutput> outputs) {
  return ExcerptStream(path, excerpt, outputs).run();
}

Recording load(const std::filesystem::path& path, const LoadOptions& options) {
  // Growing the result step by step costs a third of the time of a FLAC file in page faults. An absurdly long
  // excerpt may be asked for, so no more is taken on its word than six minutes at 22,050 Hz need.
  constexpr double kMostReserved = 8e6;
  Collector collector(static_cast<std::size_t>(std::min(kMostReserved, options.excerpt_s * options.rate_hz)));
  const std::array outputs = {StreamOutput{.rate_hz = options.rate_hz, .sink = collector}};
  Recording recording{
      .signal = {},
      .facts = stream(path, {.length_s = options.excerpt_s, .section = options.section}, outputs)};
  recording.signal = {.samples = collector.take_samples(), .rate_hz = options.rate_hz};
  return recording;
}

}  // namespace mrec::audio
