#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace mrec {

/// The best so many of all items that are offered; keeps no more. `ranks_before` must order any two different
/// items.
template <class Item, bool (*ranks_before)(const Item&, const Item&)>
class TopList {
 public:
  explicit TopList(std::size_t count) : count_(count) {}

  bool full() const { return heap_.size() >= count_; }
  /// The last item; there must be one.
  const Item& worst() const { return heap_.front(); }
  /// Whether an item would come in.
  bool may_take(const Item& item) const {
    return !full() || (!heap_.empty() && ranks_before(item, heap_.front()));
  }

  void offer(const Item& item) {
    if (!may_take(item)) return;
    if (full()) {
      std::pop_heap(heap_.begin(), heap_.end(), ranks_before);
      heap_.pop_back();
    }
    heap_.push_back(item);
    std::push_heap(heap_.begin(), heap_.end(), ranks_before);
  }

  /// In no order.
  const std::vector<Item>& items() const { return heap_; }

  std::vector<Item> best_first() && {
    std::sort_heap(heap_.begin(), heap_.end(), ranks_before);
    return std::move(heap_);
  }

 private:
  std::size_t count_;
  std::vector<Item> heap_;  ///< the worst in front
};

}  // namespace mrec
