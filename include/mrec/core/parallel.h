#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace mrec {

/// A fixed number of threads that share work. Results never depend on the number: a body writes only what
/// belongs to its own index. An exception thrown by a body stops the work and reaches the caller. Methods may
/// nest.
class Workers {
 public:
  /// 0: one thread a core. More threads than cores are allowed (up to 1024): they help when files come
  /// slowly.
  explicit Workers(int threads = 0);
  ~Workers();

  int threads() const { return threads_; }

  /// Calls body(0) ... body(count - 1), in any order, and returns when all are done.
  void for_each(std::size_t count, const std::function<void(std::size_t)>& body) const;

  /// Computes work(0) ... work(count - 1) on all threads and hands each result to sink(i, result) in the
  /// order of i, one at a time. At most a few results a thread exist at once, however large count is.
  template <class Work, class Sink>
  void map_in_order(std::size_t count, Work work, Sink sink) const {
    using Item = std::invoke_result_t<Work, std::size_t>;
    std::vector<std::optional<Item>> slots(in_flight());
    run_in_order(
        count, [&](std::size_t i) { slots[i % slots.size()].emplace(work(i)); },
        [&](std::size_t i) {
          sink(i, std::move(*slots[i % slots.size()]));
          slots[i % slots.size()].reset();
        });
  }

 private:
  std::size_t in_flight() const { return static_cast<std::size_t>(threads_) * 3; }
  void run_in_order(std::size_t count, const std::function<void(std::size_t)>& work,
                    const std::function<void(std::size_t)>& sink) const;

  struct Arena;
  int threads_;
  std::unique_ptr<Arena> arena_;
};

}  // namespace mrec
