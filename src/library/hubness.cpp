#include "hubness.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "mrec/core/checksum.h"
#include "neighbourhood.h"

namespace mrec::library {
namespace {

Matrix rows_at(const Matrix& matrix, const std::vector<std::uint32_t>& places) {
  Matrix some(static_cast<Eigen::Index>(places.size()), matrix.cols());
  for (std::size_t i = 0; i < places.size(); ++i)
    some.row(static_cast<Eigen::Index>(i)) = matrix.row(places[i]);
  return some;
}

/// Where a row stands among references, which rise; their number when it is none of them.
std::size_t position_among(const std::vector<std::uint32_t>& references, std::size_t row) {
  const auto place = std::ranges::lower_bound(references, row);
  const bool is_reference = place != references.end() && *place == row;
  return is_reference ? static_cast<std::size_t>(place - references.begin()) : references.size();
}

/// Rows of the base that hubs are told by.
std::vector<std::uint32_t> reference_rows(const Index& index) {
  std::vector<std::uint32_t> rows = index.base().space().references;
  if (rows.empty()) {
    rows.resize(index.base().tracks());
    std::iota(rows.begin(), rows.end(), 0U);
  }
  std::erase_if(rows, [&](std::uint32_t row) { return row >= index.base().tracks(); });  // of a damaged file
  return rows;
}

/// The embeddings' part of a track of a part.
Vector unit_of(const IndexPart& part, std::size_t row, Eigen::Index dimensions) {
  Vector unit(dimensions);
  part.lanes().copy_to(row, 0, {unit.data(), static_cast<std::size_t>(dimensions)});
  return unit;
}

/// What added tracks were in the base before they changed or moved: nearer to them than any other track, it
/// must not count among their neighbours.
class FormerSelves {
 public:
  FormerSelves(const Index& index, const std::vector<bool>& goes) : index_(index) {
    for (std::size_t row = 0; row < index.base().tracks(); ++row) {
      if (goes[row]) by_sound_.emplace(hash_of(unit_of(index.base(), row, index.dimensions())), row);
    }
  }

  std::optional<std::size_t> row_of(const Track& track, const Vector& unit) const {
    if (const auto row = index_.base().find(track.path.native())) return row;
    const auto moved = by_sound_.find(hash_of(unit));
    return moved == by_sound_.end() ? std::nullopt : std::optional(moved->second);
  }

 private:
  static std::uint64_t hash_of(const Vector& unit) {
    return hash64(
        {reinterpret_cast<const char*>(unit.data()), static_cast<std::size_t>(unit.size()) * sizeof(float)});
  }

  const Index& index_;
  std::map<std::uint64_t, std::size_t> by_sound_;
};

}  // namespace

std::vector<float> hubness_within(const Matrix& units, const std::vector<std::uint32_t>& references,
                                  const Workers& workers) {
  if (references.empty()) {
    return nearness_of_neighbours(
        units, units, [](std::size_t row) { return row; }, workers);
  }
  const auto own = [&](std::size_t row) { return position_among(references, row); };
  return nearness_of_neighbours(units, rows_at(units, references), own, workers);
}

std::vector<float> hubness_beside(const Index& index, const FinishedRows& added,
                                  const std::vector<bool>& goes, const Workers& workers) {
  const std::vector<std::uint32_t> rows = reference_rows(index);
  Matrix references(static_cast<Eigen::Index>(rows.size()), index.dimensions());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    references.row(static_cast<Eigen::Index>(i)) = unit_of(index.base(), rows[i], index.dimensions());
  }
  const Matrix units = added.vectors.leftCols(index.dimensions());
  const FormerSelves former(index, goes);
  const auto own = [&](std::size_t i) {
    const auto row = former.row_of(added.tracks[i].track, units.row(static_cast<Eigen::Index>(i)));
    return row ? position_among(rows, *row) : rows.size();
  };
  return nearness_of_neighbours(units, references, own, workers);
}

}  // namespace mrec::library
