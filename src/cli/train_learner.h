#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/checkpoint_file.h"
#include "cli/console_progress.h"
#include "cli/train_method.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

/// Trains one classifier after another and says on standard error how it goes: a learning
/// curve, or one line a training where there is none; on a terminal also how far the epoch is. Quiet:
/// nothing. Keeps references to what it is given.
class Learner : private genre::TrainingJournal {
 public:
  /// `trainings`: how many there will be, for the time that is left. `checkpoint` keeps them; null: nothing
  /// does.
  Learner(const Method& method, const Workers& workers, std::uint64_t seed, std::size_t trainings, bool quiet,
          CheckpointFile* checkpoint = nullptr)
      : method_(method),
        workers_(workers),
        seed_(seed),
        waiting_(trainings),
        quiet_(quiet),
        checkpoint_(checkpoint),
        line_(quiet) {}

  const Workers& workers() const { return workers_; }

  /// Goes on to the next training. What was said of its tested tracks, if the checkpoint has that; else it is
  /// to be learnt.
  std::optional<std::vector<genre::TestedTrack>> begin(const std::string& title);

  /// `run`: see genre::TrainOptions.
  genre::Learnt learn(const genre::Dataset& dataset, const genre::Partition& partition, std::uint64_t run);

  /// The model that was learnt last is of no use any more, only what it said.
  void keep(const std::vector<genre::TestedTrack>& tested);

 private:
  std::optional<genre::TrainingState> recall() override;
  void follow(const genre::BatchReport& report) override;
  void keep(const genre::TrainingState& state) override;

  void say_epoch(const genre::EpochReport& report);
  void say(const std::string& line);
  /// Of all trainings, `share` of this epoch done.
  double seconds_left(int epoch, int epochs, double share) const;

  Method method_;
  const Workers& workers_;
  std::uint64_t seed_;
  std::size_t waiting_;
  bool quiet_;
  CheckpointFile* checkpoint_;
  std::string title_;
  double epochs_done_ = 0;  ///< by this process
  Stopwatch watch_;
  LiveLine line_;
  double drawn_s_ = 0;  ///< when the line was drawn last
};

}  // namespace mrec::cli
