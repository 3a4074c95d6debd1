#include "mrec/genre/trial.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <span>
#include <utility>

namespace mrec::genre {
namespace {

template <class Row>
std::size_t verdict_of(const Row& row) {
  const Vector scores = row;
  return most_probable({scores.data(), static_cast<std::size_t>(scores.size())});
}

int truth_for(const LabelledTrack& track, std::size_t verdict) {
  const bool hit = std::ranges::find(track.genres, verdict) != track.genres.end();
  return static_cast<int>(hit ? verdict : track.genre());
}

void add_chunks(const LabelledTrack& track, const Matrix& scores, std::size_t owner, Trial& trial) {
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    const std::size_t verdict = verdict_of(scores.row(row).transpose());
    trial.chunk_verdict.push_back(static_cast<int>(verdict));
    trial.chunk_truth.push_back(truth_for(track, verdict));
    trial.chunk_owner.push_back(owner);
  }
}

}  // namespace

std::vector<TestedTrack> test_tracks(const Classifier& classifier, const Dataset& dataset,
                                     const std::vector<std::size_t>& tracks, const Workers& workers) {
  std::vector<TestedTrack> tested(tracks.size());
  workers.for_each(tracks.size(), [&](std::size_t i) {
    const auto input_of = [&](TrackInput input) { return dataset.samples(tracks[i], input); };
    tested[i] = {.track = tracks[i], .verdict = classifier.judge(input_of, Workers(1))};
  });
  return tested;
}

std::vector<TestedTrack> blended(std::span<const std::vector<TestedTrack>* const> members,
                                 std::span<const double> weights) {
  assert(!members.empty() && members.size() == weights.size());
  if (members.size() == 1) return *members.front();
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<TestedTrack> blend;
  for (std::size_t i = 0; i < members.front()->size(); ++i) {
    TestedTrack& tested = blend.emplace_back();
    tested.track = (*members.front())[i].track;
    tested.verdict.embedding = (*members.front())[i].verdict.embedding;
    tested.verdict.probabilities = Vector::Zero((*members.front())[i].verdict.probabilities.size());
    for (std::size_t m = 0; m < members.size(); ++m) {
      assert((*members[m])[i].track == tested.track);
      tested.verdict.probabilities +=
          static_cast<float>(weights[m] / sum) * (*members[m])[i].verdict.probabilities;
    }
  }
  return blend;
}

Trial judge(const Dataset& dataset, std::vector<TestedTrack> tested) {
  std::ranges::stable_sort(tested, {}, &TestedTrack::track);
  Trial trial;
  trial.probabilities.resize(static_cast<Eigen::Index>(tested.size()),
                             static_cast<Eigen::Index>(dataset.genres.size()));
  for (std::size_t i = 0; i < tested.size(); ++i) {
    const LabelledTrack& track = dataset.tracks[tested[i].track];
    const Vector& probabilities = tested[i].verdict.probabilities;
    const std::size_t verdict = verdict_of(probabilities);
    trial.tracks.push_back(tested[i].track);
    trial.track_truth.push_back(truth_for(track, verdict));
    trial.track_verdict.push_back(static_cast<int>(verdict));
    trial.probabilities.row(static_cast<Eigen::Index>(i)) = probabilities.transpose();
    add_chunks(track, tested[i].verdict.scores, i, trial);
  }
  return trial;
}

}  // namespace mrec::genre
