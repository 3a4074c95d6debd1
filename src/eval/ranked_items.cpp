#include "eval/ranked_items.h"

#include <algorithm>
#include <numeric>

#include "mrec/eval/ranking_metrics.h"

namespace mrec::eval {
namespace {

/// Takes items of equal scores, the highest first.
class Area {
 public:
  void take(double of_class, double others) {
    area_ += others * (of_class_ + of_class / 2);
    of_class_ += of_class;
    others_ += others;
  }
  std::optional<double> figure() const {
    if (of_class_ == 0 || others_ == 0) return std::nullopt;
    return area_ / (of_class_ * others_);
  }

 private:
  double area_ = 0;
  double of_class_ = 0;
  double others_ = 0;
};

class AveragePrecision {
 public:
  void take(double of_class, double others) {
    of_class_ += of_class;
    others_ += others;
    if (of_class > 0) sum_ += of_class * of_class_ / (of_class_ + others_);
  }
  std::optional<double> figure() const {
    if (of_class_ == 0) return std::nullopt;
    return sum_ / of_class_;
  }

 private:
  double sum_ = 0;
  double of_class_ = 0;
  double others_ = 0;
};

}  // namespace

RankedItems::RankedItems(const MatrixRef& scores, const MatrixRef& targets)
    : items_(static_cast<std::size_t>(scores.rows())) {
  std::vector<Eigen::Index> order(items_);
  for (Eigen::Index c = 0; c < scores.cols(); ++c) {
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::sort(order, std::ranges::greater{}, [&](Eigen::Index i) { return scores(i, c); });
    Ranking& ranking = classes_.emplace_back();
    for (std::size_t k = 0; k < items_; ++k) {
      const bool ends = k + 1 == items_ || scores(order[k], c) != scores(order[k + 1], c);
      ranking.push_back({.item = static_cast<std::size_t>(order[k]),
                         .is_of_class = targets(order[k], c) > 0,
                         .ends_equals = ends});
    }
  }
}

std::vector<double> RankedItems::weights(std::span<const std::size_t> drawn) const {
  std::vector<double> weights(items_);
  for (const std::size_t item : drawn) ++weights[item];
  return weights;
}

template <class Figure>
std::optional<double> RankedItems::macro(std::span<const std::size_t> drawn) const {
  const std::vector<double> weight = weights(drawn);
  ClassFigures figures;
  for (const Ranking& ranking : classes_) {
    Figure figure;
    Equals equals;
    for (const Entry& entry : ranking) {
      (entry.is_of_class ? equals.of_class : equals.others) += weight[entry.item];
      if (!entry.ends_equals) continue;
      figure.take(equals.of_class, equals.others);
      equals = {};
    }
    figures.push_back(figure.figure());
  }
  return macro_mean(figures);
}

std::optional<double> RankedItems::macro_auc(std::span<const std::size_t> drawn) const {
  return macro<Area>(drawn);
}

std::optional<double> RankedItems::macro_average_precision(std::span<const std::size_t> drawn) const {
  return macro<AveragePrecision>(drawn);
}

}  // namespace mrec::eval
