#include "mrec/features/extractor.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <exception>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "features/number_text.h"
#include "features/sound_stream.h"
#include "mrec/audio/content_hash.h"
#include "mrec/audio/recording.h"
#include "mrec/core/error.h"
#include "mrec/dsp/decibels.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/dsp/spectrogram.h"
#include "mrec/features/chunk_stream.h"

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

/// Chunks are of use without an embedding.
void embed(SoundStream& sound, TrackFeatures& track) {
  try {
    sound.finish(track);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kData) throw;
    track.embedding_failed = true;
  }
}

std::span<float> row_of(Matrix& matrix, Eigen::Index row) {
  return {matrix.row(row).data(), static_cast<std::size_t>(matrix.cols())};
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

Extractor::Extractor(const FeatureOptions& options, const embedding::Embedder* embedder)
    : options_(validated(options)), embedder_(embedder), stages_(std::make_unique<Stages>(options)) {}

Extractor::~Extractor() = default;

std::optional<embedding::EmbeddingSpec> Extractor::embedding() const {
  if (embedder_ == nullptr) return std::nullopt;
  return embedder_->spec();
}

struct Extractor::Workspace::Buffers {
  explicit Buffers(const dsp::Spectrogram& frames) : spectrogram(frames) {}

  dsp::Spectrogram::Workspace spectrogram;
  Matrix log_mel;
};

Extractor::Workspace::Workspace(const Extractor& extractor)
    : buffers_(std::make_unique<Buffers>(extractor.stages_->spectrogram)) {}

Extractor::Workspace::~Workspace() = default;

Matrix Extractor::transform(std::span<const float> chunk, Workspace& workspace) const {
  assert(options_.in_one_piece() ? std::ssize(chunk) <= options_.chunk_samples()
                                 : std::ssize(chunk) == options_.chunk_samples());
  Matrix& log_mel = workspace.buffers_->log_mel;
  log_mel.resize(stages_->spectrogram.frames(chunk), options_.n_mels);
  for (Eigen::Index t = 0; t < log_mel.rows(); ++t) {
    const auto power = stages_->spectrogram.power(chunk, t, workspace.buffers_->spectrogram);
    stages_->filters.mel(power, row_of(log_mel, t));
  }
  dsp::decibels({log_mel.data(), static_cast<std::size_t>(log_mel.size())},
                static_cast<float>(options_.top_db));
  if (options_.kind == FeatureKind::kLogMel) return log_mel;
  Matrix mfcc(log_mel.rows(), options_.n_mfcc);
  for (Eigen::Index t = 0; t < mfcc.rows(); ++t) stages_->cepstrum.mfcc(row_of(log_mel, t), row_of(mfcc, t));
  return mfcc;
}

std::vector<Matrix> Extractor::chunks(std::span<const float> samples) const {
  ChunkStream stream(*this);
  stream.begin();
  stream.take(samples);
  return stream.finish();
}

void Extractor::analyse(const std::filesystem::path& file, TrackFeatures& track) const {
  try {
    decode(file, track);
  } catch (const Error& error) {
    track.error = reason_of(error, file);
    track.is_io_error = error.kind() == ErrorKind::kIo;
  } catch (const std::bad_alloc&) {
    track.error = "there is too little memory for it: close other programs and run again";
    track.is_io_error = true;
  } catch (const std::system_error& error) {  // no further process or open file was to be had
    track.error = "the system gives its decoder too little (" + reason_of(error, file) +
                  "): run again with fewer --jobs";
    track.is_io_error = true;
  } catch (const std::exception& error) {
    track.error = reason_of(error, file);
  }
}

/// What is said of a sound must not depend on whether it was kept in a file in between: numbers are rounded.
void Extractor::decode(const std::filesystem::path& file, TrackFeatures& track) const {
  ChunkStream chunks(*this);
  std::vector<audio::StreamOutput> outputs = {{.rate_hz = options_.rate_hz, .sink = chunks}};
  std::optional<SoundStream> sound;
  if (embedder_ != nullptr) {
    outputs.push_back({.rate_hz = embedding::kRate_hz, .sink = sound.emplace(*embedder_)});
  }
  const audio::RecordingFacts facts =
      audio::stream(file, {.length_s = options_.excerpt_s, .section = track.section}, outputs);
  track.duration_s = facts.duration_s;
  track.damage = facts.damage;
  track.chunks = chunks.finish();
  if (sound) embed(*sound, track);
  for (Matrix& chunk : track.chunks) chunk = chunk.unaryExpr(&kept_value);
}

TrackFeatures Extractor::track(const std::filesystem::path& root, const audio::ScannedFile& scanned) const {
  TrackFeatures track = read_facts(root, scanned);
  analyse(root / scanned.audio_file(), track);
  return track;
}

}  // namespace mrec::features
