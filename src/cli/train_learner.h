#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cli/console_progress.h"
#include "cli/train_method.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"

namespace mrec::cli {

/// Trains one classifier after another and says on standard error how it goes: a learning
/// curve, or one line a training where there is none. Quiet: nothing. Keeps references to what it is given.
class Learner {
 public:
  /// `trainings`: how many there will be, for the time that is left.
  Learner(const Method& method, const Workers& workers, std::uint64_t seed, std::size_t trainings, bool quiet)
      : method_(method), workers_(workers), seed_(seed), waiting_(trainings), quiet_(quiet) {}

  const Workers& workers() const { return workers_; }

  /// `run`: see genre::TrainOptions.
  genre::Learnt learn(const std::string& title, const genre::Dataset& dataset,
                      const genre::Partition& partition, std::uint64_t run);

 private:
  void say_epoch(const genre::EpochReport& report);
  void say(const std::string& line) const;

  Method method_;
  const Workers& workers_;
  std::uint64_t seed_;
  std::size_t waiting_;
  bool quiet_;
  double epochs_done_ = 0;
  Stopwatch watch_;
};

}  // namespace mrec::cli
