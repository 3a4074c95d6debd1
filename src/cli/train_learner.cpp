#include "cli/train_learner.h"

#include <cstdio>
#include <utility>

#include "cli/train_report.h"

namespace mrec::cli {

std::optional<std::vector<genre::TestedTrack>> Learner::begin(const std::string& title) {
  --waiting_;
  title_ = title;
  if (checkpoint_ == nullptr) return std::nullopt;
  checkpoint_->begin_training();
  auto tested = checkpoint_->tested();
  if (tested) say(title_ + ": done before");
  return tested;
}

genre::Learnt Learner::learn(const genre::Dataset& dataset, const genre::Partition& partition,
                             std::uint64_t run) {
  method_.seed(seed_, run);
  if (method_.learns_by_epochs()) say(title_);
  genre::Learnt learnt = genre::learn(
      method_.recipes, dataset, partition, workers_,
      [this](const genre::EpochReport& report) { say_epoch(report); }, this);
  line_.clear();
  if (!method_.learns_by_epochs()) say(title_ + fit_text(learnt.notes));
  return learnt;
}

void Learner::keep(const std::vector<genre::TestedTrack>& tested) {
  if (checkpoint_ != nullptr) checkpoint_->keep(tested);
}

std::optional<genre::TrainingState> Learner::recall() {
  std::optional<genre::TrainingState> state;
  if (checkpoint_ != nullptr) state = checkpoint_->next_network();
  if (state) say("goes on after epoch " + std::to_string(state->history.back().epoch));
  return state;
}

void Learner::keep(const genre::TrainingState& state) {
  if (checkpoint_ != nullptr) checkpoint_->keep(state);
}

void Learner::follow(const genre::BatchReport& report) {
  if (!line_.is_shown() || watch_.seconds() - drawn_s_ < kDrawEvery_s) return;
  drawn_s_ = watch_.seconds();
  const double share = static_cast<double>(report.batch) / static_cast<double>(report.batches);
  line_.draw(batch_text(report, seconds_left(report.epoch, report.epochs, share)));
}

double Learner::seconds_left(int epoch, int epochs, double share) const {
  const double done = epochs_done_ + share;
  const double left = epochs - (epoch - 1 + share) + static_cast<double>(waiting_) * epochs;
  return watch_.seconds() / done * left;
}

void Learner::say_epoch(const genre::EpochReport& report) {
  const double left = seconds_left(report.epoch, report.epochs, 1);
  ++epochs_done_;
  say(epoch_text(report, left));
}

void Learner::say(const std::string& line) {
  line_.clear();
  if (!quiet_) std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace mrec::cli
