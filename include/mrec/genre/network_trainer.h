#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/core/safetensors.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/member.h"
#include "mrec/genre/split.h"

namespace mrec::genre {

/// How the step size goes over a training.
enum class Schedule {
  kConstant,
  kCosine,  ///< up to the peak in the first epoch, then half a cosine down to 0
};

/// How a network learns.
struct TrainOptions {
  int epochs = 30;
  int batch = 32;               ///< samples a step; a rest of less than a quarter of it joins the last one
  double learning_rate = 1e-3;  ///< the largest
  Schedule schedule = Schedule::kConstant;
  double weight_decay = 0;  ///< of matrices only, apart from the gradient (AdamW)
  bool standardise = true;  ///< inputs to mean 0 and deviation 1, from the training part
  int patience = 10;        ///< epochs without a better validation loss before it stops; 0: never
  int crops = 10;           ///< windows of a clip that an epoch draws
  bool balance = false;     ///< a genre's tracks weigh the more the fewer they are
  std::uint64_t seed = 1;
  /// Which training under this seed: each draws weights, order and dropout of its own, so that the folds of a
  /// cross-validation are not all lucky or unlucky together.
  std::uint64_t run = 0;
  NetworkOptions network = {};
  /// The network to go on from, with its standardisation, of the same architecture and input; its genres are
  /// the first of the data set. Null: weights are drawn.
  const Member* from = nullptr;

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// What suits a network, by cross-validation (docs/evaluation.md).
TrainOptions default_train_options(Architecture architecture);

/// The same where a training goes on from a network: smaller steps than those of its first training.
TrainOptions continued_train_options(const Member& from);

/// Of the course's network: "course": its own settings (no standardisation, Adam 1e-4, 30 epochs, no early
/// stop); "paper": the same with the paper's 3x3 in the last pooling. Throws Error{kUsage} for another name.
TrainOptions train_preset(std::string_view name);

/// How well a part is known.
struct Fit {
  /// Cross-entropy, nats: mean over the samples; where TrainOptions::balance is set they weigh as they do
  /// there.
  double loss = 0;
  /// Share whose most probable genre is the track's, or one of them: in training of samples, of the
  /// validation part of tracks, whose samples vote.
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

/// How far an epoch is.
struct BatchReport {
  int epoch = 0;  ///< from 1
  int epochs = 0;
  std::size_t batch = 0;  ///< from 1
  std::size_t batches = 0;
  Fit running;  ///< over the batches of the epoch so far
};

/// A training that stands at the end of an epoch: all that it takes to go on.
struct TrainingState {
  std::vector<EpochReport> history;  ///< of the epochs that are done
  std::vector<NamedTensor> network;  ///< nn::Network::state()
  std::vector<NamedTensor> adam;     ///< nn::Adam::state()
  /// The network after the epoch with the lowest validation loss; empty without a validation part.
  std::vector<NamedTensor> best;
};

/// Accompanies trainings of networks, one after another, and keeps them while they go on.
class TrainingJournal {
 public:
  virtual ~TrainingJournal() = default;

  /// Asked at the beginning of each training: where to go on; nothing: from first weights.
  virtual std::optional<TrainingState> recall() { return std::nullopt; }
  /// After every batch.
  virtual void follow(const BatchReport& /*report*/) {}
  /// After every epoch, before the listener hears of it.
  virtual void keep(const TrainingState& /*state*/) {}
};

/// A network that has learnt.
struct TrainedNetwork {
  Member member;
  std::vector<EpochReport> history;
  int kept_epoch = 0;  ///< whose weights these are
  bool interrupted = false;
};

/// Trains on partition.train. With a validation part and patience the weights of the epoch with the lowest
/// validation loss are kept, else the last. The same options and data give the same weights at any number of
/// threads, also when a training goes on from a state of `journal`. Throws Error{kFormat} for a state that
/// does not fit. Asked to stop (core/interrupt.h), it gives the best weights so far: of the epoch with the
/// lowest validation loss, else of the last that is done; it throws Interrupted before the end of the first.
TrainedNetwork train_network(const Dataset& dataset, const Partition& partition, const MemberDesign& design,
                             const TrainOptions& options, const Workers& workers,
                             const EpochListener& listener, TrainingJournal* journal = nullptr);

}  // namespace mrec::genre
