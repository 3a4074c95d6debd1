#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"

namespace mrec::genre {

/// How a network learns.
struct TrainOptions {
  int epochs = 30;
  int batch = 32;
  double learning_rate = 1e-3;
  bool standardise = true;  ///< inputs to mean 0 and deviation 1, from the training part
  int patience = 10;        ///< epochs without a better validation loss before it stops; 0: never
  std::uint64_t seed = 1;
  /// Which training under this seed: each draws weights, order and dropout of its own, so that the folds of a
  /// cross-validation are not all lucky or unlucky together.
  std::uint64_t run = 0;
  Cnn3Options cnn3 = {};

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// "default"; "course": its own settings (no standardisation, Adam 1e-4, 30 epochs, no early stop); "paper":
/// the same with the paper's 3x3 in the last pooling. Throws Error{kUsage} for another name.
TrainOptions train_preset(std::string_view name);

/// Mean over the chunks of a part.
struct Fit {
  double loss = 0;  ///< cross-entropy, nats
  double accuracy = 0;
};

struct EpochReport {
  int epoch = 0;  ///< from 1
  int epochs = 0;
  Fit train;                      ///< running, with dropout, while the weights change
  std::optional<Fit> validation;  ///< after the epoch; nothing without a validation part
  bool best = false;              ///< the best validation loss so far
};

using EpochListener = std::function<void(const EpochReport&)>;

/// Trains on partition.train. With a validation part the weights of the epoch with the lowest validation loss
/// are kept, else the last. The same options and data give the same weights at any number of threads. Stops
/// with Interrupted between two batches when asked to.
Classifier train_classifier(const Dataset& dataset, const Partition& partition, const TrainOptions& options,
                            const Workers& workers, const EpochListener& listener);

}  // namespace mrec::genre
