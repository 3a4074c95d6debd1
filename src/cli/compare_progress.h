#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/console_progress.h"
#include "mrec/genre/network_trainer.h"

namespace mrec::cli {

/// Says on standard error which training of a comparison is on and how long all of them will yet take: a line
/// a round, which is one training of each member, and of long trainings a line each and the epoch every few
/// seconds.
class ContestProgress {
 public:
  ContestProgress(std::size_t members, std::size_t rounds, bool quiet)
      : seconds_(members), done_(members), rounds_(rounds), quiet_(quiet) {}

  /// `title`: the member's name and the split's.
  void begin(std::size_t member, const std::string& title);
  void epoch(const genre::EpochReport& report);
  /// Gives the seconds since begin().
  double end();
  /// All members were trained.
  void end_round(const std::string& title);

 private:
  /// That the trainings take which have not begun; nothing before each member was timed. `under_way`: the one
  /// of begin() is not done.
  std::optional<double> seconds_after(bool under_way) const;
  void say(const std::string& line) const;

  std::vector<double> seconds_;    ///< that each member took
  std::vector<std::size_t> done_;  ///< trainings of each
  std::size_t rounds_;
  bool quiet_;
  std::size_t member_ = 0;
  std::string title_;
  Stopwatch watch_;
  Stopwatch round_;
  double said_ = 0;  ///< when an epoch was spoken of
};

}  // namespace mrec::cli
