#include "cli/worst_spectrograms.h"

#include <algorithm>
#include <filesystem>

#include "mrec/core/interrupt.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/mel_levels.h"

namespace mrec::cli {
namespace {

report::Spectrogram spectrogram_of(const features::TrackFeatures& track,
                                   const features::FeatureOptions& options) {
  // As the extractor does, which takes the middle.
  const double left_s = options.excerpt_s > 0 ? track.duration_s - options.excerpt_s : 0;
  return {.db = features::mel_levels(track.chunks, options),
          .frame_s = features::frame_step_s(options),
          .start_s = std::max(0.0, left_s / 2),
          .band_hz = features::band_centres_hz(options)};
}

}  // namespace

std::map<std::size_t, report::Spectrogram> spectrograms_of(const std::vector<Mistake>& mistakes,
                                                           const JudgedSet& set, const SetFlags& flags) {
  std::map<std::size_t, report::Spectrogram> found;
  for (std::size_t file = 0; file < flags.files.size(); ++file) {
    std::map<std::filesystem::path, std::size_t> wanted;
    for (const Mistake& mistake : mistakes) {
      const JudgedTrack& track = set.tracks[mistake.track];
      if (track.file == file) wanted.emplace(track.path, mistake.track);
    }
    if (wanted.empty()) continue;
    features::FeatureReader reader(flags.files[file]);
    while (!wanted.empty()) {
      throw_if_interrupted();
      const auto track = reader.next();
      if (!track) break;
      const auto place = wanted.find(track->path);
      if (place == wanted.end()) continue;
      if (!track->chunks.empty()) found[place->second] = spectrogram_of(*track, reader.header().options);
      wanted.erase(place);
    }
  }
  return found;
}

}  // namespace mrec::cli
