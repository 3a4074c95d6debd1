#pragma once

#include "mrec/classic/logistic.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"

namespace mrec::genre {

using SoftmaxOptions = classic::LogisticOptions;

/// A classifier and how it came about.
struct TrainedSoftmax {
  Classifier classifier;
  int iterations = 0;
  bool converged = false;  ///< false: it stopped before the minimum
  double loss = 0;         ///< mean cross-entropy of the tracks that were learnt from, nats
};

/// Learns from partition.train of a data set of vectors, standardised by that part alone. There is no chance
/// in it: the same data give the same bytes. Stops with Interrupted when asked to.
TrainedSoftmax train_softmax(const Dataset& dataset, const Partition& partition,
                             const SoftmaxOptions& options);

}  // namespace mrec::genre
