#include "mrec/genre/trial.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace mrec::genre {
namespace {

int verdict(const Eigen::RowVectorXf& scores) {
  return static_cast<int>(most_probable({scores.data(), static_cast<std::size_t>(scores.size())}));
}

/// Rows of the tested chunks in the order of the data set, so that a track's chunks follow each other.
std::vector<std::size_t> rows_by_chunk(const TestedChunks& tested) {
  std::vector<std::size_t> rows(tested.chunks.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::ranges::sort(rows, {}, [&](std::size_t row) { return tested.chunks[row]; });
  return rows;
}

}  // namespace

void TestedChunks::append(const TestedChunks& other) {
  if (other.chunks.empty()) return;  // may know no number of genres
  chunks.insert(chunks.end(), other.chunks.begin(), other.chunks.end());
  const Eigen::Index before = log_probabilities.rows();
  log_probabilities.conservativeResize(before + other.log_probabilities.rows(),
                                       other.log_probabilities.cols());
  log_probabilities.bottomRows(other.log_probabilities.rows()) = other.log_probabilities;
}

TestedChunks test_chunks(const Classifier& classifier, const Dataset& dataset,
                         const std::vector<std::size_t>& chunks, const Workers& workers) {
  auto prediction = classifier.predict(dataset.gather(chunks), workers);
  return {.chunks = chunks, .log_probabilities = std::move(prediction.log_probabilities)};
}

Trial judge(const Dataset& dataset, const TestedChunks& tested) {
  const auto track_of_chunk = dataset.track_of_chunk();
  Trial trial;
  Eigen::RowVectorXf votes;
  std::size_t current_track = dataset.tracks.size();
  for (const std::size_t row : rows_by_chunk(tested)) {
    const std::size_t track = track_of_chunk[tested.chunks[row]];
    const auto truth = static_cast<int>(dataset.tracks[track].genre);
    const Eigen::RowVectorXf scores = tested.log_probabilities.row(static_cast<Eigen::Index>(row));
    if (track != current_track) {
      current_track = track;
      votes = Eigen::RowVectorXf::Zero(scores.size());
      trial.track_truth.push_back(truth);
      trial.track_verdict.push_back(0);
    }
    votes += scores;
    trial.track_verdict.back() = verdict(votes);
    trial.chunk_owner.push_back(trial.track_truth.size() - 1);
    trial.chunk_truth.push_back(truth);
    trial.chunk_verdict.push_back(verdict(scores));
  }
  return trial;
}

}  // namespace mrec::genre
