#include "mrec/dsp/banded_matrix.h"

#include <algorithm>
#include <cassert>

#include "dsp/dsp_kernels.h"

namespace mrec::dsp {
namespace {

/// Runs are lengthened by zeros to a multiple of this where the row has room, so that they fill whole
/// vectors.
constexpr std::size_t kRunBlock = 16;

struct Run {
  std::size_t begin;
  std::size_t end;
};

Run non_zero_run(std::span<const float> row) {
  const auto is_weight = [](float weight) { return weight != 0; };
  const auto begin = std::find_if(row.begin(), row.end(), is_weight);
  const auto end = std::find_if(row.rbegin(), row.rend(), is_weight).base();
  if (begin == row.end()) return {0, 0};
  return {static_cast<std::size_t>(begin - row.begin()), static_cast<std::size_t>(end - row.begin())};
}

Run lengthened(Run run, std::size_t columns) {
  const std::size_t length = (run.end - run.begin + kRunBlock - 1) / kRunBlock * kRunBlock;
  if (length > columns) return run;
  const std::size_t begin = std::min(run.begin, columns - length);
  return {begin, begin + length};
}

}  // namespace

void BandedMatrix::add_row(std::span<const float> row) {
  assert(row.size() == columns_);
  const Run run = lengthened(non_zero_run(row), columns_);
  first_.push_back(static_cast<std::uint32_t>(run.begin));
  weights_.insert(weights_.end(), row.begin() + static_cast<std::ptrdiff_t>(run.begin),
                  row.begin() + static_cast<std::ptrdiff_t>(run.end));
  end_.push_back(static_cast<std::uint32_t>(weights_.size()));
}

void BandedMatrix::product(std::span<const float> input, std::span<float> output) const {
  assert(input.size() == columns_ && output.size() == rows());
  banded_product({first_, end_, weights_}, input, output);
}

}  // namespace mrec::dsp
