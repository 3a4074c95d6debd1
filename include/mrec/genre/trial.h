#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// What a classifier said of a track that it did not learn from.
struct TestedTrack {
  std::size_t track = 0;  ///< place in the data set
  TrackVerdict verdict;
};

std::vector<TestedTrack> test_tracks(const Classifier& classifier, const Dataset& dataset,
                                     const std::vector<std::size_t>& tracks, const Workers& workers);

/// What a blend of classifiers says of tracks that each of them was tested on, in the same order: the mean of
/// their probabilities by weight, but for rounding that of Classifier::judge(). Of one classifier what it
/// says.
std::vector<TestedTrack> blended(std::span<const std::vector<TestedTrack>* const> members,
                                 std::span<const double> weights);

/// Truth and verdict of every tested track, in the order of the data set, and of its chunks or windows.
/// Genres by number.
struct Trial {
  std::vector<std::size_t> tracks;  ///< places in the data set
  std::vector<int> track_truth;     ///< of several genres the verdict, if it is one of them, else the first
  std::vector<int> track_verdict;   ///< the most probable genre
  Matrix probabilities;             ///< (tracks x genres)
  std::vector<int> chunk_truth;     ///< empty of vectors and blends, which see a track as a whole
  std::vector<int> chunk_verdict;
  std::vector<std::size_t> chunk_owner;  ///< place of the chunk's track in the lists above
};

/// Tracks tested more than once count each time.
Trial judge(const Dataset& dataset, std::vector<TestedTrack> tested);

}  // namespace mrec::genre
