#include "cli/console_progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace mrec::cli {
namespace {

constexpr double kLineEvery_s = 5;

class QuietProgress : public Progress {
 public:
  void advance(std::size_t, std::size_t, std::string_view) override {}
  void warn(std::string_view) override {}
};

/// "12 of 70 files, 8.3 files/s, 7 s left".
std::string status_text(std::size_t done, std::size_t total, const std::string& noun, double seconds) {
  const double rate = static_cast<double>(done) / std::max(seconds, 1e-9);
  char speed[32];
  std::snprintf(speed, sizeof speed, "%.1f", rate);
  std::string text =
      std::to_string(done) + " of " + std::to_string(total) + " " + noun + ", " + speed + " " + noun + "/s";
  if (done < total)
    text += ", " + duration_text(static_cast<double>(total - done) / std::max(rate, 1e-9)) + " left";
  return text;
}

void print_line(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
}

/// One line now and then, for logs and pipes.
class LineProgress : public Progress {
 public:
  explicit LineProgress(std::string noun) : noun_(std::move(noun)) {}

  void advance(std::size_t done, std::size_t total, std::string_view) override {
    const double now = watch_.seconds();
    if (done == total || now - last_ < kLineEvery_s) return;
    last_ = now;
    print_line(status_text(done, total, noun_, now));
  }
  void warn(std::string_view message) override { print_line(std::string(message)); }

 private:
  std::string noun_;
  Stopwatch watch_;
  double last_ = 0;
};

std::size_t terminal_columns() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

/// A bar that is redrawn in place.
class BarProgress : public Progress {
 public:
  explicit BarProgress(std::string noun) : noun_(std::move(noun)) {}

  void advance(std::size_t done, std::size_t total, std::string_view) override {
    const double now = watch_.seconds();
    if (done < total && now - last_ < kDrawEvery_s) return;
    last_ = now;
    line_.clear();
    if (done == total) return;
    const double share = static_cast<double>(done) / static_cast<double>(total);
    line_.draw(bar_text(share) + " " + status_text(done, total, noun_, now));
  }
  void warn(std::string_view message) override {
    line_.clear();
    print_line(std::string(message));
  }

 private:
  std::string noun_;
  Stopwatch watch_;
  double last_ = -1;
  LiveLine line_;
};

}  // namespace

LiveLine::LiveLine(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

void LiveLine::draw(std::string text) {
  if (!shown_) return;
  clear();
  text.resize(std::min(text.size(), terminal_columns() - 1));
  std::fprintf(stderr, "%s", text.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void LiveLine::clear() {
  if (drawn_) std::fprintf(stderr, "\r\x1b[K");
  drawn_ = false;
}

std::string bar_text(double share) {
  constexpr std::size_t kWidth = 24;
  const auto filled = std::min(kWidth, static_cast<std::size_t>(share * kWidth));
  return "[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "]";
}

std::unique_ptr<Progress> make_progress(std::string noun, bool quiet) {
  if (quiet) return std::make_unique<QuietProgress>();
  if (::isatty(STDERR_FILENO) == 1) return std::make_unique<BarProgress>(std::move(noun));
  return std::make_unique<LineProgress>(std::move(noun));
}

std::string duration_text(double seconds) {
  const auto s = static_cast<long>(std::ceil(seconds));
  if (s < 60) return std::to_string(s) + " s";
  if (s < 3600) return std::to_string(s / 60) + " min " + std::to_string(s % 60) + " s";
  return std::to_string(s / 3600) + " h " + std::to_string(s / 60 % 60) + " min";
}

}  // namespace mrec::cli
