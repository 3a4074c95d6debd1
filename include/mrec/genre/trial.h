#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"

namespace mrec::genre {

/// What classifiers said of chunks that they did not learn from.
struct TestedChunks {
  std::vector<std::size_t> chunks;  ///< numbers in the data set
  Matrix log_probabilities;         ///< (tested chunks x genres)

  /// Adds the chunks of another fold.
  void append(const TestedChunks& other);
};

TestedChunks test_chunks(const Classifier& classifier, const Dataset& dataset,
                         const std::vector<std::size_t>& chunks, const Workers& workers);

/// Truth and verdict of every tested chunk, and of every track that has one. Genres by number.
struct Trial {
  std::vector<int> chunk_truth;
  std::vector<int> chunk_verdict;
  std::vector<std::size_t> chunk_owner;  ///< place of the chunk's track in the lists below
  std::vector<int> track_truth;
  std::vector<int> track_verdict;  ///< by the sum of the log-probabilities of the track's tested chunks
};

Trial judge(const Dataset& dataset, const TestedChunks& tested);

}  // namespace mrec::genre
