#include "mrec/core/parallel.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <thread>

namespace mrec {
namespace {

constexpr int kMostThreads = 1024;

int thread_count(int wanted) {
  const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return std::min(wanted > 0 ? wanted : cores, kMostThreads);
}

/// By itself TBB starts no more threads than there are cores, and prints a warning when asked for more.
void allow_more_threads_than_cores() {
  static const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, kMostThreads);
}

}  // namespace

struct Workers::Arena {
  explicit Arena(int threads) : tbb(threads) {}
  tbb::task_arena tbb;
};

Workers::Workers(int threads) : threads_(thread_count(threads)), arena_(std::make_unique<Arena>(threads_)) {
  allow_more_threads_than_cores();
}

Workers::~Workers() = default;

void Workers::for_each(std::size_t count, const std::function<void(std::size_t)>& body) const {
  if (threads_ == 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) body(i);
    return;
  }
  arena_->tbb.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, 1), [&](const auto& range) {
      for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
    });
  });
}

void Workers::run_in_order(std::size_t count, const std::function<void(std::size_t)>& work,
                           const std::function<void(std::size_t)>& sink) const {
  std::size_t next = 0;
  const auto source = [&](tbb::flow_control& flow) {
    if (next == count) flow.stop();
    return next == count ? count : next++;
  };
  const auto compute = [&](std::size_t i) {
    work(i);
    return i;
  };
  arena_->tbb.execute([&] {
    tbb::parallel_pipeline(
        in_flight(), tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, source) &
                         tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, compute) &
                         tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, sink));
  });
}

}  // namespace mrec
