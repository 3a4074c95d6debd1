#include "mrec/features/extraction.h"

#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"

namespace mrec::features {

ExtractionCount extract_files(const audio::Scan& scan, const std::vector<std::string>& labels,
                              const Extractor& extractor, const Workers& workers, TrackWriter& writer,
                              Progress& progress) {
  ExtractionCount count{.files = scan.files.size(), .failed = 0};
  const auto extract_one = [&](std::size_t i) {
    throw_if_interrupted();
    TrackFeatures track = extractor.track(scan.root, scan.files[i]);
    track.label = labels[i];
    return track;
  };
  const auto write_one = [&](std::size_t i, const TrackFeatures& track) {
    if (!track.error.empty()) {
      ++count.failed;
      progress.warn(to_utf8(track.path.string()) + ": " + track.error);
    }
    writer.write(track);
    progress.advance(i + 1, count.files, to_utf8(track.path.string()));
  };
  workers.map_in_order(count.files, extract_one, write_one);
  writer.finish();
  return count;
}

}  // namespace mrec::features
