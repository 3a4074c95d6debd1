#include "cli/judged_set.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "cli/read_progress.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"
#include "mrec/features/course_format.h"
#include "mrec/genre/true_genres.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// So many records at a time keep all threads busy and need little memory.
constexpr std::size_t kTogether = 64;

JudgedTrack described(const features::TrackFeatures& track, const fs::path& root) {
  return {.path = track.path,
          .audio = root / (track.file.empty() ? track.path : track.file),
          .section = track.section,
          .artist = track.tags.artist,
          .title = track.tags.title,
          .label = track.label,
          .genres = {},
          .probabilities = {}};
}

class SetJudge {
 public:
  SetJudge(const SetFlags& flags, const NamedModel& model, const Workers& workers, Progress& progress)
      : flags_(flags),
        model_(model),
        workers_(workers),
        learnt_(learnt_from(model.path, model.classifier)),
        read_(flags.files, progress) {
    set_.knows_learnt = learnt_.has_value();
  }

  void add(const fs::path& file) {
    if (features::is_course_file(file)) {
      throw Error(ErrorKind::kUsage, file.string(), "is a course file, which knows no tracks",
                  "give a file of mrec extract");
    }
    features::FeatureReader reader(file, model_.classifier.wanted());
    require_same_features(file, reader.header(), model_);
    while (const auto track = reader.next()) {
      throw_if_interrupted();
      take(*track, reader.header().root);
      if (waiting_.size() == kTogether) judge_waiting();
      read_.advance(reader.bytes_read());
    }
    judge_waiting();
    read_.end_file();
    if (reader.torn()) set_.warnings.push_back(reader.torn_warning());
    ++file_;
  }

  JudgedSet finish() {
    const auto place = [](const JudgedTrack& track) { return std::tie(track.file, track.path.native()); };
    std::ranges::sort(set_.tracks, {}, place);
    std::ranges::sort(set_.foreign, {}, place);
    return std::move(set_);
  }

 private:
  void take(const features::TrackFeatures& track, const fs::path& root) {
    const fs::path path = root / track.path;
    if (!seen_.insert(path).second) {
      throw Error(ErrorKind::kData, to_utf8(path.string()), "is given twice", "give every track once");
    }
    if (!set_.left_out.admits(track, model_.classifier.can_judge(track))) return;
    const bool is_learnt = learnt_ && learnt_->has_track(genre::track_mark(track, path));
    set_.learnt += is_learnt ? 1 : 0;
    if (is_learnt && !flags_.with_learnt) return;
    if (learnt_ && !is_learnt && learnt_->has_artist(genre::artist_mark(track.tags.artist)))
      ++set_.learnt_artist;
    waiting_.push_back(track);
    JudgedTrack& judged = judged_.emplace_back(described(track, root));
    judged.file = file_;
    genre::TrueGenres genres = genre::true_genres(track.label, model_.design().genres);
    judged.genres = std::move(genres.known);
    for (const std::string& name : genres.unknown) ++set_.foreign_genres[name];
  }

  void judge_waiting() {
    workers_.for_each(waiting_.size(), [&](std::size_t i) {
      judged_[i].probabilities = model_.classifier.judge(waiting_[i], Workers(1)).probabilities;
    });
    for (JudgedTrack& track : judged_) {
      (track.genres.empty() ? set_.foreign : set_.tracks).push_back(std::move(track));
    }
    waiting_.clear();
    judged_.clear();
  }

  const SetFlags& flags_;
  const NamedModel& model_;
  const Workers& workers_;
  std::optional<genre::LearntFrom> learnt_;
  ReadProgress read_;
  std::size_t file_ = 0;
  std::set<fs::path> seen_;
  std::vector<features::TrackFeatures> waiting_;
  std::vector<JudgedTrack> judged_;  ///< of `waiting_`
  JudgedSet set_;
};

void require_tracks(const JudgedSet& set, const SetFlags& flags) {
  if (!set.tracks.empty()) return;
  const std::string& file = flags.files.front();
  if (!set.foreign.empty()) {
    throw Error(ErrorKind::kData, file, "has no track of a genre that the model knows",
                "label it with the model's genres (mrec info shows them)");
  }
  if (set.learnt > 0) {
    throw Error(ErrorKind::kData, file,
                "has nothing but tracks that the model learnt from (" + std::to_string(set.learnt) + ")",
                "give music that it has not heard, or say --with-learnt, which flatters");
  }
  if (set.left_out.without_input > 0) {
    throw Error(ErrorKind::kData, file, "has no labelled track with what the model judges by",
                "run mrec extract on its folders again");
  }
  throw Error(ErrorKind::kData, file, "has no labelled track",
              "extract with --labels folder, tag or a TSV file");
}

}  // namespace

JudgedSet judge_set(const SetFlags& flags, const NamedModel& model, const Workers& workers,
                    Progress& progress) {
  SetJudge judge(flags, model, workers, progress);
  for (const std::string& file : flags.files) judge.add(file);
  JudgedSet set = judge.finish();
  require_tracks(set, flags);
  return set;
}

}  // namespace mrec::cli
