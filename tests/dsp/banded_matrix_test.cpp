#include "mrec/dsp/banded_matrix.h"

#include <gtest/gtest.h>

#include <vector>

#include "dsp/frame_rows.h"
#include "support/expect_close.h"
#include "support/test_signals.h"

namespace mrec::dsp {
namespace {

std::span<const float> all(const Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

/// Rows with a run of every length at every place, and one of zeros.
TEST(BandedMatrix, ProductAgreesWithDense) {
  for (const std::size_t columns : {1U, 2U, 3U, 15U, 16U, 17U, 37U}) {
    BandedMatrix banded(columns);
    std::vector<std::vector<float>> rows = {std::vector<float>(columns)};
    for (std::size_t begin = 0; begin < columns; ++begin) {
      for (std::size_t end = begin + 1; end <= columns; ++end) {
        rows.emplace_back(columns);
        for (std::size_t i = begin; i < end; ++i) rows.back()[i] = static_cast<float>(i + 1);
      }
    }
    Matrix dense(rows.size(), columns);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      banded.add_row(rows[r]);
      dense.row(static_cast<Eigen::Index>(r)) =
          Eigen::Map<const Eigen::RowVectorXf>(rows[r].data(), dense.cols());
    }
    const auto values = mrec::testing::noise(3 * columns, 1);
    const Matrix input = Eigen::Map<const Matrix>(values.data(), 3, dense.cols());
    const Matrix expected = input * dense.transpose();
    const Matrix products =
        testing::by_rows(input, expected.cols(), [&](auto in, auto out) { banded.product(in, out); });
    EXPECT_EQ(banded.rows(), rows.size());
    EXPECT_TRUE(mrec::testing::expect_close(all(products), all(expected), {.absolute = 1e-3})) << columns;
  }
}

}  // namespace
}  // namespace mrec::dsp
