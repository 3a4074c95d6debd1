#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mrec::dsp {

/// A matrix of which each row is zero outside of one run of columns, as filter banks are.
class BandedMatrix {
 public:
  explicit BandedMatrix(std::size_t columns) : columns_(columns) {}

  /// Appends a row; `row` has one number a column, of which only the run of non-zero ones is kept.
  void add_row(std::span<const float> row);

  std::size_t rows() const { return first_.size(); }
  std::size_t columns() const { return columns_; }

  /// this * input: one number a row from one a column.
  void product(std::span<const float> input, std::span<float> output) const;

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> first_;      ///< column of a row's first weight
  std::vector<std::uint32_t> end_ = {0};  ///< row r has weights_[end_[r]] to weights_[end_[r + 1]]
  std::vector<float> weights_;
};

}  // namespace mrec::dsp
