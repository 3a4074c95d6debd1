#include "eval/ranked_items.h"

#include <gtest/gtest.h>

#include <vector>

#include "mrec/core/rng.h"
#include "mrec/eval/ranking_metrics.h"

namespace mrec::eval {
namespace {

Matrix rows_of(const Matrix& matrix, const std::vector<std::size_t>& items) {
  Matrix rows(static_cast<Eigen::Index>(items.size()), matrix.cols());
  for (std::size_t i = 0; i < items.size(); ++i) {
    rows.row(static_cast<Eigen::Index>(i)) = matrix.row(static_cast<Eigen::Index>(items[i]));
  }
  return rows;
}

TEST(RankedItems, GiveTheFiguresOfTheDrawnItems) {
  Rng rng(11);
  Matrix scores(53, 4);
  Matrix targets(53, 4);
  for (Eigen::Index i = 0; i < scores.size(); ++i) {
    scores.data()[i] = static_cast<float>(rng.below(9));
    targets.data()[i] = rng.below(3) == 0 ? 1 : 0;
  }
  const RankedItems ranked(scores, targets);
  for (int draw = 0; draw < 20; ++draw) {
    std::vector<std::size_t> items;
    for (int i = 0; i < 53; ++i) items.push_back(rng.below(53));
    const Matrix drawn_scores = rows_of(scores, items);
    const Matrix drawn_targets = rows_of(targets, items);
    EXPECT_NEAR(ranked.macro_auc(items).value(), macro_mean(roc_auc(drawn_scores, drawn_targets)).value(),
                1e-12);
    EXPECT_NEAR(ranked.macro_average_precision(items).value(),
                macro_mean(average_precision(drawn_scores, drawn_targets)).value(), 1e-12);
  }
}

TEST(RankedItems, LeaveOutClassesThatTheDrawnItemsDoNotDefine) {
  Matrix scores(3, 2);
  scores << 3, 1, 2, 2, 1, 3;
  Matrix targets(3, 2);
  targets << 1, 0, 0, 1, 1, 0;
  const RankedItems ranked(scores, targets);
  EXPECT_EQ(ranked.macro_auc(std::vector<std::size_t>{0, 1}), 1.0);
  EXPECT_FALSE(ranked.macro_auc(std::vector<std::size_t>{0, 2, 2}));
  EXPECT_EQ(ranked.macro_average_precision(std::vector<std::size_t>{0, 2, 2}), 1.0);
  EXPECT_FALSE(ranked.macro_average_precision({}));
}

}  // namespace
}  // namespace mrec::eval
