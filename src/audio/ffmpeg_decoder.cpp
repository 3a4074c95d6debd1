#include "audio/ffmpeg_decoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>

#include "audio/byte_order.h"
#include "audio/file_end.h"
#include "audio/media_tools.h"
#include "audio/mono_mix.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

constexpr std::size_t kBlockSamples = 1 << 14;  // of all channels together
constexpr int kMinRateHz = 1000;
constexpr int kMaxRateHz = 10'000'000;
constexpr std::size_t kMaxChannels = 1024;
constexpr int kRunUpSeconds =
    1;  // decoded before the place that is asked for: many codecs overlap their blocks

std::filesystem::path ffmpeg_or_fail(const std::filesystem::path& path) {
  if (std::optional<std::filesystem::path> program = find_program("ffmpeg")) return *program;
  throw Error(ErrorKind::kFormat, path.string(), "is in a format that needs ffmpeg",
              "install ffmpeg (apt install ffmpeg) and run again with --retry");
}

/// No file holds more sound than this, however little of it is in a byte: the end of a program that never
/// stops writing.
double most_seconds(std::uint64_t size_bytes) {
  constexpr double kFewestBytesPerSecond = 10;
  constexpr double kAnyFile = 3600;
  return kAnyFile + static_cast<double>(size_bytes) / kFewestBytesPerSecond;
}

}  // namespace

FfmpegDecoder::FfmpegDecoder(const std::filesystem::path& path, double patience_s)
    : path_(path), file_(path), program_(ffmpeg_or_fail(path)), patience_s_(patience_s) {
  const std::optional<MediaFacts> facts =
      probe_media({.file = file_, .path = path, .patience_s = patience_s});
  if (facts && !facts->has_sound) {
    throw Error(ErrorKind::kData, path.string(), "has no sound", "leave it out");
  }
  if (facts) rate_hz_ = facts->rate_hz;
  if (rate_hz_ == 0) start(0);
  if (rate_hz_ < kMinRateHz || rate_hz_ > kMaxRateHz) {
    throw Error(ErrorKind::kData, path.string(), "has a sample rate of " + std::to_string(rate_hz_) + " Hz",
                "convert it to at least 8000 Hz");
  }
  if (facts && facts->duration_s && *facts->duration_s < most_seconds(file_.size_bytes()))
    claimed_frames_ = std::llround(*facts->duration_s * rate_hz_);
}

/// Sound comes as AU, whose short header tells rate and channels even when ffprobe is missing.
void FfmpegDecoder::start(std::int64_t frame) {
  child_.reset();
  ChildCommand command{
      .program = program_, .arguments = {"-nostdin"}, .input = file_.descriptor(), .patience_s = patience_s_};
  const auto add = [&command](std::initializer_list<std::string> more) {
    command.arguments.insert(command.arguments.end(), more);
  };
  const std::int64_t run_up = std::min(frame, std::int64_t{kRunUpSeconds} * rate_hz_);
  if (frame > run_up) {
    std::array<char, 64> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.6f",
                  static_cast<double>(frame - run_up) / static_cast<double>(rate_hz_));
    add({"-ss", seconds.data()});
  }
  add({"-threads", "1"});
  const std::vector<std::string> input = media_input_arguments();
  command.arguments.insert(command.arguments.end(), input.begin(), input.end());
  add({"-map", "0:a:0", "-c:a", "pcm_f32be"});
  if (rate_hz_ > 0) add({"-ar", std::to_string(rate_hz_)});
  add({"-f", "au", "pipe:1"});
  child_.emplace(command);
  position_ = frame - run_up;
  read_header();
}

[[noreturn]] void FfmpegDecoder::fail_to_decode() {
  int code = 0;
  try {
    code = child_->wait();
  } catch (const ChildProcess::Silent&) {
    fail_to_answer();
  }
  throw Error(ErrorKind::kFormat, path_.string(),
              "cannot be decoded by ffmpeg (" + first_complaint(*child_, code) + ")", "replace it");
}

[[noreturn]] void FfmpegDecoder::fail_to_answer() const {
  throw Error(ErrorKind::kData, path_.string(), "ffmpeg did not answer", "replace the file or ffmpeg");
}

void FfmpegDecoder::read_header() {
  constexpr std::size_t kHeader = 24;
  constexpr std::uint64_t kFloat = 6;
  std::array<unsigned char, kHeader> header{};
  if (fill(header) < kHeader) {
    // Nothing comes from behind the end of the file; at its start there should have been something.
    if (position_ > 0 && channels_ > 0) return;
    fail_to_decode();
  }
  const std::uint64_t begin = big_endian(header, 4, 4);
  const std::uint64_t rate = big_endian(header, 16, 4);
  const std::uint64_t channels = big_endian(header, 20, 4);
  constexpr std::uint64_t kLongestHeader = 4096;
  if (!has_word(header, 0, ".snd") || begin < kHeader || begin > kLongestHeader ||
      big_endian(header, 12, 4) != kFloat || rate > kMaxRateHz || channels == 0 || channels > kMaxChannels) {
    throw Error(ErrorKind::kData, path_.string(), "ffmpeg gave something that is no sound", "replace ffmpeg");
  }
  std::vector<unsigned char> rest(begin - kHeader);
  fill(rest);
  rate_hz_ = static_cast<int>(rate);
  channels_ = channels;
}

/// As many bytes as there are and `out` takes.
std::size_t FfmpegDecoder::fill(std::span<unsigned char> out) {
  try {
    std::size_t done = 0;
    while (done < out.size()) {
      const std::size_t got = child_->read(out.subspan(done));
      if (got == 0) break;
      done += got;
    }
    return done;
  } catch (const ChildProcess::Silent&) {
    fail_to_answer();
  }
}

bool FfmpegDecoder::read_block(std::int64_t most) {
  const std::size_t frames =
      std::min(static_cast<std::size_t>(most), std::max<std::size_t>(1, kBlockSamples / channels_));
  bytes_.resize(frames * channels_ * sizeof(float));
  const std::size_t got = fill(bytes_) / (channels_ * sizeof(float));
  interleaved_.resize(got * channels_);
  for (std::size_t i = 0; i < interleaved_.size(); ++i) {
    interleaved_[i] = std::bit_cast<float>(
        static_cast<std::uint32_t>(big_endian(bytes_, i * sizeof(float), sizeof(float))));
  }
  mono_.resize(got);
  mix_to_mono(interleaved_, channels_, mono_);
  position_ += static_cast<std::int64_t>(got);
  if (static_cast<double>(position_) > most_seconds(file_.size_bytes()) * rate_hz_) {
    throw Error(ErrorKind::kData, path_.string(), "ffmpeg gives more sound than the file can hold",
                "replace the file or ffmpeg");
  }
  return got > 0;
}

std::int64_t FfmpegDecoder::count_frames() {
  start(0);
  while (read_block(std::numeric_limits<std::int64_t>::max())) {
  }
  return position_;
}

std::optional<Loss> FfmpegDecoder::loss() const {
  // Of a WMA file that was cut off ffprobe tells the length of what is left.
  std::array<unsigned char, 4> head{};
  if (!has_word(file_.head(head), 0, "\x30\x26\xB2\x75") || !missing_at_end(file_)) return std::nullopt;
  return Loss{.promised_frames = std::nullopt};
}

bool FfmpegDecoder::has_its_end() {
  if (!claimed_frames_) return true;
  // The boxes of MP4, by far the most of these files, tell without another process.
  std::array<unsigned char, 8> head{};
  if (has_word(file_.head(head), 4, "ftyp") && !missing_at_end(file_)) return true;
  const std::int64_t late = *claimed_frames_ - slack_frames();
  return late <= 0 || (skip_to(late) && !read(1).empty());
}

bool FfmpegDecoder::skip_to(std::int64_t frame) {
  constexpr int kNearSeconds = 10;  // decoding on is quicker than another process
  const bool is_near = frame >= position_ && frame - position_ < std::int64_t{kNearSeconds} * rate_hz_;
  if (!child_ || !is_near) start(frame);
  while (position_ < frame) {
    if (!read_block(frame - position_)) return false;
  }
  return true;
}

std::span<const float> FfmpegDecoder::read(std::int64_t most) {
  if (!child_) start(0);
  return read_block(most) ? std::span<const float>(mono_) : std::span<const float>();
}

}  // namespace mrec::audio
