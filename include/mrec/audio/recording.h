#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/audio/section.h"

namespace mrec::audio {

/// Mono sound.
struct Signal {
  std::vector<float> samples;  ///< full scale is +-1
  int rate_hz = 0;
};

/// What is known of an audio file once its analysed part is decoded.
struct RecordingFacts {
  double duration_s = 0;  ///< of the whole file, or of the section
  std::string
      damage;  ///< what is wrong with a file of which a part could be used ("breaks off after 12.3 s")
};

/// The analysed part of an audio file.
struct Recording {
  Signal signal;
  RecordingFacts facts;
};

/// The part of a file that is analysed.
struct Excerpt {
  double length_s = 30;  ///< the middle of the file or section, at most this long; 0: all of it
  std::optional<Section> section = {};  ///< the part of the file that counts; none: all of it
};

struct LoadOptions {
  int rate_hz = 22050;    ///< see StreamOutput
  double excerpt_s = 30;  ///< see Excerpt
  std::optional<Section> section = {};
};

/// Takes the samples of a file piece by piece, so that a long one never stands in memory.
class SampleSink {
 public:
  virtual ~SampleSink() = default;
  /// The excerpt begins, or begins again elsewhere: what was taken before does not count.
  virtual void begin() = 0;
  virtual void take(std::span<const float> samples) = 0;
};

/// Where samples go, and at what rate: resampled (soxr, high quality) unless the file has it.
struct StreamOutput {
  int rate_hz;
  SampleSink& sink;
};

/// Decodes the excerpt, averages the channels and resamples. The format is told by the content, never by the
/// name. Throws Error{kIo} when the file cannot be opened and Error{kFormat, kData} when it is no audio, has
/// no samples, or has samples that are not finite numbers. Thread-safe.
Recording load(const std::filesystem::path& path, const LoadOptions& options);

/// The same, decoded once and handed over in pieces to each of the outputs. The first one decides whether
/// there are samples at all: of a very short file another one may get none, or be the only one with some.
RecordingFacts stream(const std::filesystem::path& path, const Excerpt& excerpt,
                      std::span<const StreamOutput> outputs);

}  // namespace mrec::audio
