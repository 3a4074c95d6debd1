#include "mrec/core/child_workers.h"

#include <poll.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "core/child.h"
#include "mrec/core/interrupt.h"

namespace mrec {
namespace {

/// Given to a child beforehand, so that it need not wait while the parent writes to the disk.
constexpr std::size_t kAhead = 2;
/// What may wait because an earlier piece is not yet answered.
constexpr std::size_t kMostWaiting = 1024;
constexpr std::size_t kMostWaitingBytes = std::size_t{64} << 20;

std::size_t process_count(int wanted, std::size_t items) {
  const auto cores = static_cast<std::size_t>(std::max(1U, std::thread::hardware_concurrency()));
  return std::min(wanted > 0 ? static_cast<std::size_t>(wanted) : cores, std::max<std::size_t>(1, items));
}

/// Gives work to the children, puts their answers in order.
class Dispatcher {
 public:
  Dispatcher(const ChildOptions& options, std::size_t count,
             const std::function<std::string(std::size_t)>& work,
             const std::function<void(std::size_t, ChildAnswer)>& sink)
      : options_(options),
        count_(count),
        work_(work),
        sink_(sink),
        children_(process_count(options.processes, count)) {}

  void run() {
    for (;;) {
      give_work();
      if (idle()) break;
      wait_for_answers();
      hand_over();
    }
    throw_if_interrupted();
    assert(next_out_ == count_);
  }

 private:
  bool idle() const {
    return std::ranges::all_of(children_, [](const auto& child) { return !child || child->items().empty(); });
  }

  bool may_begin_another() const {
    if (!returned_.empty()) return true;
    return next_in_ < count_ && next_in_ < next_out_ + kMostWaiting && waiting_bytes_ < kMostWaitingBytes &&
           !interrupt_requested();
  }

  std::size_t next_item() {
    if (returned_.empty()) return next_in_++;
    return returned_.extract(returned_.begin()).value();
  }

  /// Everybody gets one before anybody gets a second.
  void give_work() {
    for (std::size_t ahead = 0; ahead < kAhead; ++ahead) {
      for (auto& child : children_) {
        if (!may_begin_another()) return;
        if (!child) child = std::make_unique<Child>(work_);
        if (child->items().size() > ahead) continue;
        const std::size_t item = next_item();
        child->give(item, options_.time_limit_s(item));
      }
    }
  }

  int milliseconds_to_wait() const {
    Clock::time_point first = Clock::time_point::max();
    for (const auto& child : children_) {
      if (child) first = std::min(first, child->deadline());
    }
    if (first == Clock::time_point::max()) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(first - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left + 1, 0, 60'000));
  }

  void wait_for_answers() {
    std::vector<pollfd> sockets;
    std::vector<std::unique_ptr<Child>*> owners;
    for (auto& child : children_) {
      if (!child) continue;
      sockets.push_back({.fd = child->socket(), .events = POLLIN, .revents = 0});
      owners.push_back(&child);
    }
    const int ready = ::poll(sockets.data(), sockets.size(), milliseconds_to_wait());
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      if (ready > 0 && sockets[i].revents != 0) {
        receive_from(*owners[i]);
      } else if ((*owners[i])->deadline() <= Clock::now()) {
        lose(*owners[i], "took longer than " + std::to_string(limit_of(**owners[i])) + " s");
      }
    }
  }

  long limit_of(const Child& child) const {
    return static_cast<long>(options_.time_limit_s(child.items().front()));
  }

  void receive_from(std::unique_ptr<Child>& child) {
    bool alive = true;
    if (auto answer = child->receive(alive)) {
      std::string& text = answer->bytes;
      keep(answer->item, answer->failed ? ChildAnswer{.bytes = {}, .failure = std::move(text)}
                                        : ChildAnswer{.bytes = std::move(text), .failure = {}});
    }
    if (!alive) lose(child, {});
  }

  /// The first of its items is the one it worked at; the others are given to somebody else.
  void lose(std::unique_ptr<Child>& child, std::string reason) {
    const auto items = child->items();
    const std::string ended = child->end();
    child.reset();
    if (items.empty()) return;
    returned_.insert(items.begin() + 1, items.end());
    keep(items.front(), {.bytes = {}, .failure = reason.empty() ? ended : std::move(reason)});
  }

  void keep(std::size_t item, ChildAnswer answer) {
    waiting_bytes_ += answer.bytes.size();
    waiting_.emplace(item, std::move(answer));
  }

  void hand_over() {
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_out_;
         first = waiting_.begin()) {
      ChildAnswer answer = std::move(first->second);
      waiting_.erase(first);
      waiting_bytes_ -= answer.bytes.size();
      sink_(next_out_++, std::move(answer));
    }
  }

  const ChildOptions& options_;
  const std::size_t count_;
  const std::function<std::string(std::size_t)>& work_;
  const std::function<void(std::size_t, ChildAnswer)>& sink_;
  std::vector<std::unique_ptr<Child>> children_;  ///< started when there is work for them
  std::set<std::size_t> returned_;                ///< given to a child that ended before it came to them
  std::map<std::size_t, ChildAnswer> waiting_;    ///< answered before their turn
  std::size_t waiting_bytes_ = 0;
  std::size_t next_in_ = 0;   ///< the first that was never given to anybody
  std::size_t next_out_ = 0;  ///< the first that was not handed over
};

}  // namespace

void map_in_children(const ChildOptions& options, std::size_t count,
                     const std::function<std::string(std::size_t)>& work,
                     const std::function<void(std::size_t, ChildAnswer)>& sink) {
  Dispatcher(options, count, work, sink).run();
}

}  // namespace mrec
