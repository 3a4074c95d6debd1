#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/classic/knn.h"
#include "mrec/classic/lda.h"
#include "mrec/classic/logistic.h"
#include "mrec/classic/svm.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/network_trainer.h"
#include "mrec/genre/split.h"

namespace mrec::genre {

/// How one member of a classifier is learnt; of the options those of its architecture count.
struct Recipe {
  Architecture architecture = Architecture::kCnn3;
  TrackInput input = TrackInput::kClip;
  double weight = 1;  ///< of its probabilities among those of other members
  TrainOptions network = {};
  classic::LogisticOptions logistic = {};
  classic::LdaOptions lda = {};
  classic::SvmOptions svm = {};
  classic::KnnOptions knn = {};

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// The recipe with the options that suit the architecture and what it looks at (docs/evaluation.md), and
/// whether a track may have several genres.
Recipe default_recipe(Architecture architecture, TrackInput input, bool several_genres = false);

/// The statistics of a track that suit an architecture that looks at vectors (docs/evaluation.md): kTimbre
/// where numbers that tell little do harm, else kStatistics.
TrackInput statistics_for(Architecture architecture);

/// How a training went.
struct Notes {
  std::vector<EpochReport> history = {};  ///< of the first network
  int kept_epoch = 0;                     ///< of the same
  /// Of logistic regression: iterations and how well it fits.
  std::optional<classic::LogisticFit> fit = {};
  bool interrupted = false;  ///< the last network was asked to stop and gave the best it had
};

struct Learnt {
  Classifier classifier;
  Notes notes;
};

/// Learns every member on partition.train. Throws Error{kUsage} for a method that cannot learn several genres
/// a track, and as train_network(). The same data and recipes give the same classifier at any number of
/// threads. Networks come last, in their order, so that one that is asked to stop still completes a blend;
/// `journal` accompanies them.
Learnt learn(std::span<const Recipe> recipes, const Dataset& dataset, const Partition& partition,
             const Workers& workers, const EpochListener& listener, TrainingJournal* journal = nullptr);

}  // namespace mrec::genre
