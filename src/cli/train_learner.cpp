#include "cli/train_learner.h"

#include <cstdio>
#include <utility>

#include "cli/train_report.h"

namespace mrec::cli {

genre::Learnt Learner::learn(const std::string& title, const genre::Dataset& dataset,
                             const genre::Partition& partition, std::uint64_t run) {
  --waiting_;
  method_.seed(seed_, run);
  if (method_.learns_by_epochs()) say(title);
  genre::Learnt learnt = genre::learn(method_.recipes, dataset, partition, workers_,
                                      [this](const genre::EpochReport& report) { say_epoch(report); });
  if (!method_.learns_by_epochs()) say(title + fit_text(learnt.notes));
  return learnt;
}

void Learner::say_epoch(const genre::EpochReport& report) {
  ++epochs_done_;
  const double per_epoch = watch_.seconds() / epochs_done_;
  const double epochs_left = report.epochs - report.epoch + static_cast<double>(waiting_) * report.epochs;
  say(epoch_text(report, per_epoch * epochs_left));
}

void Learner::say(const std::string& line) const {
  if (!quiet_) std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace mrec::cli
