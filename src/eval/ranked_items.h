#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// Items sorted by their scores of every class, so that figures of ranking of many draws of them need no more
/// sorting. The figures are those of ranking_metrics.h, of items that count as often as they were drawn.
class RankedItems {
 public:
  /// Both (items x classes), as for roc_auc().
  RankedItems(const MatrixRef& scores, const MatrixRef& targets);

  /// Mean over the classes that have a figure; nothing when none has.
  std::optional<double> macro_auc(std::span<const std::size_t> drawn) const;
  std::optional<double> macro_average_precision(std::span<const std::size_t> drawn) const;

 private:
  struct Entry {
    std::size_t item;
    bool is_of_class;
    bool ends_equals;  ///< the next has a lower score
  };
  /// How often items of one score were drawn.
  struct Equals {
    double of_class = 0;
    double others = 0;
  };
  using Ranking = std::vector<Entry>;  ///< the highest score first

  std::vector<double> weights(std::span<const std::size_t> drawn) const;
  template <class Figure>
  std::optional<double> macro(std::span<const std::size_t> drawn) const;

  std::size_t items_;
  std::vector<Ranking> classes_;
};

}  // namespace mrec::eval
