#include "cli/row_maker.h"

#include <string>
#include <utility>

#include "mrec/core/checksum.h"
#include "mrec/features/sound_kind.h"

namespace mrec::cli {
namespace {

/// Tracks that are judged at once; their chunks are in memory until then.
constexpr std::size_t kTracksAtOnce = 32;

}  // namespace

library::Track to_track(const features::TrackFeatures& track) {
  const audio::Section section = track.section.value_or(audio::Section{});
  return {.path = track.path,
          .artist = track.tags.artist,
          .title = track.tags.title,
          .duration_s = track.duration_s,
          .file = track.file,
          .start_s = section.start_s,
          .end_s = section.end_s,
          .album = track.tags.album,
          .genre = track.tags.genre,
          .year = track.tags.year};
}

std::uint64_t record_key(const features::TrackFeatures& track) {
  return hash64(track.path.native() + '\n' + std::to_string(track.size_bytes) + ' ' +
                std::to_string(track.mtime_us) + ' ' + track.content_hash + ' ' +
                (track.has_embedding ? '1' : '0'));
}

void RowMaker::Rows::add(const Vector& row) {
  values_.insert(values_.end(), row.begin(), row.end());
  ++count_;
}

Matrix RowMaker::Rows::matrix() const {
  if (count_ == 0) return {};
  return Eigen::Map<const Matrix>(values_.data(), count_, static_cast<Eigen::Index>(values_.size()) / count_);
}

void RowMaker::add(features::TrackFeatures track) {
  if (!track.error.empty()) return;
  if (!judge_.can_judge(track)) {
    ++left_out_;
    return;
  }
  waiting_.push_back(std::move(track));
  if (waiting_.size() == kTracksAtOnce) finish();
}

void RowMaker::finish() {
  std::vector<genre::TrackVerdict> verdicts(waiting_.size());
  std::vector<features::SoundKind> kinds(waiting_.size());
  workers_.for_each(waiting_.size(), [&](std::size_t i) {
    verdicts[i] = judge_.judge(waiting_[i], workers_);
    kinds[i] = features::sound_kind(waiting_[i], header_.options);
  });
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    embeddings_.add(verdicts[i].embedding);
    probabilities_.add(verdicts[i].probabilities);
    tracks_.push_back({.track = to_track(waiting_[i]),
                       .sound = {.silence = static_cast<float>(kinds[i].silence),
                                 .speech = static_cast<float>(kinds[i].speech)},
                       .record = record_key(waiting_[i])});
  }
  waiting_.clear();
}

library::IndexRows RowMaker::rows() && {
  return {.tracks = std::move(tracks_),
          .embeddings = embeddings_.matrix(),
          .probabilities = probabilities_.matrix()};
}

}  // namespace mrec::cli
