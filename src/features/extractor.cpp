#include "mrec/features/extractor.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <utility>

#include "mrec/audio/content_hash.h"
#include "mrec/audio/recording.h"
#include "mrec/core/error.h"
#include "mrec/dsp/decibels.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/dsp/spectrogram.h"

namespace mrec::features {
namespace {

FeatureOptions validated(const FeatureOptions& options) {
  options.validate();
  return options;
}

/// The message without the file's own name in front, which the caller knows.
std::string reason_of(const std::exception& error, const std::filesystem::path& file) {
  const std::string message = error.what();
  const std::string subject = file.string() + ": ";
  return message.starts_with(subject) ? message.substr(subject.size()) : message;
}

}  // namespace

TrackFeatures facts_of_scan(const audio::ScannedFile& scanned) {
  TrackFeatures track;
  track.path = scanned.path;
  track.size_bytes = scanned.size_bytes;
  track.mtime_us = scanned.mtime_us;
  if (scanned.sheet) {
    track.file = scanned.sheet->file;
    track.section = scanned.sheet->section;
    track.tags = scanned.sheet->tags;
  }
  return track;
}

TrackFeatures read_facts(const std::filesystem::path& root, const audio::ScannedFile& scanned) {
  const std::filesystem::path file = root / scanned.audio_file();
  TrackFeatures track = facts_of_scan(scanned);
  if (!scanned.sheet) track.tags = audio::read_tags(file);
  try {
    track.content_hash = audio::content_hash(file);
  } catch (const Error&) {
    // what is wrong is for the decoder to say
  }
  return track;
}

struct Extractor::Stages {
  explicit Stages(const FeatureOptions& options)
      : spectrogram({.n_fft = options.n_fft, .hop = options.hop, .padding = options.padding}),
        filters({.rate_hz = options.rate_hz,
                 .n_fft = options.n_fft,
                 .n_mels = options.n_mels,
                 .fmin_hz = options.fmin_hz,
                 .fmax_hz = options.fmax_hz > 0 ? options.fmax_hz : options.rate_hz / 2.0}),
        cepstrum(options.n_mels, std::min(options.n_mfcc, options.n_mels)) {}

  dsp::Spectrogram spectrogram;
  dsp::MelFilters filters;
  dsp::CepstralTransform cepstrum;
};

Extractor::Extractor(const FeatureOptions& options)
    : options_(validated(options)), stages_(std::make_unique<Stages>(options)) {}

Extractor::~Extractor() = default;

Matrix Extractor::transform(std::span<const float> chunk) const {
  const Matrix power = stages_->spectrogram.power(chunk);
  Matrix log_mel = dsp::decibels(stages_->filters.mel(power), static_cast<float>(options_.top_db));
  if (options_.kind == FeatureKind::kLogMel) return log_mel;
  return stages_->cepstrum.mfcc(log_mel);
}

std::vector<Matrix> Extractor::chunks(std::span<const float> samples) const {
  const auto length = static_cast<std::size_t>(options_.chunk_samples());
  std::vector<Matrix> chunks;
  for (std::size_t begin = 0; begin + length <= samples.size(); begin += length) {
    chunks.push_back(transform(samples.subspan(begin, length)));
  }
  if (chunks.empty() && !samples.empty()) {
    std::vector<float> padded(samples.begin(), samples.end());
    padded.resize(length);
    chunks.push_back(transform(padded));
  }
  return chunks;
}

void Extractor::analyse(const std::filesystem::path& file, TrackFeatures& track) const {
  try {
    const audio::Recording recording = audio::load(
        file, {.rate_hz = options_.rate_hz, .excerpt_s = options_.excerpt_s, .section = track.section});
    track.duration_s = recording.facts.duration_s;
    track.damage = recording.facts.damage;
    track.chunks = chunks(recording.signal.samples);
  } catch (const Error& error) {
    track.error = reason_of(error, file);
    track.is_io_error = error.kind() == ErrorKind::kIo;
  } catch (const std::exception& error) {
    track.error = reason_of(error, file);
  }
}

TrackFeatures Extractor::track(const std::filesystem::path& root, const audio::ScannedFile& scanned) const {
  TrackFeatures track = read_facts(root, scanned);
  analyse(root / scanned.audio_file(), track);
  return track;
}

}  // namespace mrec::features
