#include "cli/compare_progress.h"

#include <cstdio>

#include "cli/text_columns.h"

namespace mrec::cli {
namespace {

constexpr double kEpochEvery_s = 5;
constexpr double kLong_s = 1;

std::string left_text(double seconds) {
  return ", " + duration_text(seconds) + " left";
}

std::string done_text(const std::string& title, double seconds, std::optional<double> after) {
  return title + ": " + formatted("%.1f s", seconds) + (after && *after > 0 ? left_text(*after) : "");
}

}  // namespace

void ContestProgress::begin(std::size_t member, const std::string& title) {
  member_ = member;
  title_ = title;
  watch_ = {};
  said_ = 0;
}

void ContestProgress::epoch(const genre::EpochReport& report) {
  const double now = watch_.seconds();
  if (now - said_ < kEpochEvery_s) return;
  said_ = now;
  const double here = now / report.epoch * (report.epochs - report.epoch);
  const auto after = seconds_after(true);
  say(title_ + formatted(", epoch %d of %d, loss %.3f", report.epoch, report.epochs, report.train.loss) +
      (after ? left_text(here + *after) : left_text(here) + " of this training"));
}

double ContestProgress::end() {
  const double seconds = watch_.seconds();
  seconds_[member_] += seconds;
  ++done_[member_];
  if (seconds >= kLong_s) say(done_text(title_, seconds, seconds_after(false)));
  return seconds;
}

void ContestProgress::end_round(const std::string& title) {
  say(done_text(title, round_.seconds(), seconds_after(false)));
  round_ = {};
}

std::optional<double> ContestProgress::seconds_after(bool under_way) const {
  double sum = 0;
  for (std::size_t member = 0; member < seconds_.size(); ++member) {
    if (done_[member] == 0) return std::nullopt;
    const std::size_t waiting = rounds_ - done_[member] - (under_way && member == member_ ? 1 : 0);
    sum += seconds_[member] / static_cast<double>(done_[member]) * static_cast<double>(waiting);
  }
  return sum;
}

void ContestProgress::say(const std::string& line) const {
  if (!quiet_) std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace mrec::cli
