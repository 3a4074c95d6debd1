#include "neighbourhood.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "library/scan_kernels.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/rng.h"

namespace mrec::library {
namespace {

constexpr std::size_t kNeighbours = 10;
/// Rows that are compared at once, and blocks of references between two looks at what was found.
constexpr std::size_t kRowsAtOnce = 24;
constexpr std::size_t kBlocksAtOnce = 8;

/// The highest cosines so far, falling.
class Nearest {
 public:
  float lowest() const {
    return count_ < kNeighbours ? -std::numeric_limits<float>::infinity() : cosines_.back();
  }

  void offer(float cosine) {
    std::size_t place = std::min(count_, kNeighbours - 1);
    if (count_ < kNeighbours) ++count_;
    for (; place > 0 && cosines_[place - 1] < cosine; --place) cosines_[place] = cosines_[place - 1];
    cosines_[place] = cosine;
  }

  float mean() const {
    if (count_ == 0) return 0;
    const double sum =
        std::accumulate(cosines_.begin(), cosines_.begin() + static_cast<std::ptrdiff_t>(count_), 0.0);
    return static_cast<float>(sum / static_cast<double>(count_));
  }

 private:
  std::array<float, kNeighbours> cosines_{};
  std::size_t count_ = 0;
};

/// So that a library of equal tracks has no endless row of hits.
float just_above(float cosine) {
  return std::nextafter(cosine, std::numeric_limits<float>::infinity());
}

/// Some rows on their way through the references.
class Comparison {
 public:
  Comparison(const MatrixRef& rows, std::size_t first, const LaneView& references, const OwnReference& own)
      : queries_(rows.transpose()),
        references_(references),
        nearest_(static_cast<std::size_t>(rows.rows())),
        thresholds_(nearest_.size()),
        penalties_(kBlocksAtOnce * kLanes),
        scores_(kBlocksAtOnce * nearest_.size() * kLanes),
        hits_(kBlocksAtOnce * nearest_.size()) {
    for (std::size_t i = 0; i < nearest_.size(); ++i) own_.push_back(own(first + i));
  }

  void run() {
    const std::size_t blocks = blocks_of(references_.tracks);
    for (std::size_t block = 0; block < blocks; block += kBlocksAtOnce) {
      look_at(block, std::min(kBlocksAtOnce, blocks - block));
    }
  }

  float mean(std::size_t row) const { return nearest_[row].mean(); }

 private:
  void look_at(std::size_t first, std::size_t count) {
    for (std::size_t q = 0; q < nearest_.size(); ++q) thresholds_[q] = just_above(nearest_[q].lowest());
    scan_blocks({.blocks = references_.block(first),
                 .penalties = penalties_.data(),
                 .block_count = count,
                 .width = references_.width,
                 .queries = queries_.data(),
                 .query_count = nearest_.size(),
                 .penalty_weight = 0,
                 .thresholds = thresholds_.data()},
                scores_.data(), hits_.data());
    for (std::size_t b = 0; b < count; ++b) {
      for (std::size_t q = 0; q < nearest_.size(); ++q) take(first + b, b * nearest_.size() + q, q);
    }
  }

  void take(std::size_t block, std::size_t place, std::size_t query) {
    for (std::uint32_t hits = hits_[place]; hits != 0; hits &= hits - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(hits));
      const std::size_t reference = block * kLanes + lane;
      if (reference >= references_.tracks || reference == own_[query]) continue;
      const float cosine = scores_[place * kLanes + lane];
      if (cosine > nearest_[query].lowest()) nearest_[query].offer(cosine);
    }
  }

  Matrix queries_;  ///< (dimensions x rows)
  LaneView references_;
  std::vector<Nearest> nearest_;
  std::vector<std::size_t> own_;
  std::vector<float> thresholds_;
  std::vector<float> penalties_;
  std::vector<float> scores_;
  std::vector<std::uint32_t> hits_;
};

}  // namespace

std::vector<std::uint32_t> choose_references(std::size_t tracks) {
  if (tracks <= kMostReferences) return {};
  std::vector<std::uint32_t> rows(tracks);
  std::iota(rows.begin(), rows.end(), 0U);
  Rng rng(0);
  rng.shuffle(std::span(rows));
  rows.resize(kMostReferences);
  std::ranges::sort(rows);
  return rows;
}

std::vector<float> nearness_of_neighbours(const MatrixRef& rows, const MatrixRef& references,
                                          const OwnReference& own, const Workers& workers) {
  const std::vector<float> lanes = to_lanes(references);
  const LaneView view{.values = lanes.data(),
                      .tracks = static_cast<std::size_t>(references.rows()),
                      .width = static_cast<std::size_t>(references.cols())};
  const auto count = static_cast<std::size_t>(rows.rows());
  std::vector<float> means(count);
  workers.for_each((count + kRowsAtOnce - 1) / kRowsAtOnce, [&](std::size_t part) {
    throw_if_interrupted();
    const std::size_t first = part * kRowsAtOnce;
    const std::size_t some = std::min(kRowsAtOnce, count - first);
    Comparison comparison(rows.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(some)),
                          first, view, own);
    comparison.run();
    for (std::size_t i = 0; i < some; ++i) means[first + i] = comparison.mean(i);
  });
  return means;
}

}  // namespace mrec::library
