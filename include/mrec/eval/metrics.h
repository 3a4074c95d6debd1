#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mrec::eval {

/// How often each class was taken for each: rows are the truth, columns the verdict.
class ConfusionMatrix {
 public:
  explicit ConfusionMatrix(std::size_t classes) : classes_(classes), counts_(classes * classes) {}

  void add(std::size_t truth, std::size_t verdict) { ++counts_[truth * classes_ + verdict]; }

  std::size_t classes() const { return classes_; }
  std::size_t count(std::size_t truth, std::size_t verdict) const {
    return counts_[truth * classes_ + verdict];
  }
  /// Items of this class.
  std::size_t truths(std::size_t truth) const;
  /// Items taken for this class.
  std::size_t verdicts(std::size_t verdict) const;
  std::size_t total() const;
  std::size_t hits() const;

  /// hits / total; 0 for an empty matrix.
  double accuracy() const;
  /// Of the items taken for this class, the share that is of it; 0 when there are none.
  double precision(std::size_t of) const;
  /// Of the items of this class, the share that was taken for it; 0 when there are none.
  double recall(std::size_t of) const;
  /// Harmonic mean of precision and recall; 0 when there are no items to speak of.
  double f1(std::size_t of) const;

  /// Mean recall of the classes that have items: what accuracy would be if these were of one size. 0 for
  /// none.
  double macro_recall() const;
  /// Mean F1 of the classes that are the truth or the verdict of an item; 0 for none.
  double macro_f1() const;

 private:
  std::size_t classes_;
  std::vector<std::size_t> counts_;
};

/// Counts pairs of truth and verdict; both spans of one size, values below `classes`.
ConfusionMatrix confusion(std::span<const int> truth, std::span<const int> verdict, std::size_t classes);

}  // namespace mrec::eval
