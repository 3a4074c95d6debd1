#include "cli/train_learner.h"

#include <cstdio>
#include <utility>

#include "cli/train_report.h"
#include "mrec/genre/softmax_trainer.h"

namespace mrec::cli {

genre::Classifier Learner::learn(const std::string& title, const genre::Partition& partition,
                                 std::uint64_t run) {
  --waiting_;
  if (method_.architecture == genre::Architecture::kCnn3) {
    say(title);
    return learn_cnn(partition, run);
  }
  genre::TrainedSoftmax trained = genre::train_softmax(dataset_, partition, method_.softmax);
  say(title + ": " + softmax_text(trained));
  return std::move(trained.classifier);
}

genre::Classifier Learner::learn_cnn(const genre::Partition& partition, std::uint64_t run) {
  genre::TrainOptions options = method_.cnn;
  options.run = run;
  return genre::train_classifier(dataset_, partition, options, workers_,
                                 [this](const genre::EpochReport& report) { say_epoch(report); });
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
