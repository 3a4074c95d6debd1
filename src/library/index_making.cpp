#include "index_making.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "alike_scale.h"
#include "hubness.h"
#include "index_metadata.h"
#include "neighbourhood.h"

namespace mrec::library {
namespace {

std::vector<double> numbers_of(const Eigen::RowVectorXd& row) {
  return {row.data(), row.data() + row.size()};
}

std::vector<std::size_t> order_by_path(const std::vector<IndexedTrack>& tracks) {
  std::vector<std::size_t> order(tracks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) -> const std::string& { return tracks[i].track.path.native(); });
  return order;
}

/// Sorts tracks by their paths, and their vectors with them.
IndexRows sorted(IndexRows rows) {
  const std::vector<std::size_t> order = order_by_path(rows.tracks);
  std::vector<IndexedTrack> tracks;
  for (const std::size_t i : order) tracks.push_back(std::move(rows.tracks[i]));
  rows.tracks = std::move(tracks);
  if (rows.embeddings.rows() > 0) rows.embeddings = rows.embeddings(order, Eigen::all).eval();
  if (rows.probabilities.rows() > 0) rows.probabilities = rows.probabilities(order, Eigen::all).eval();
  return rows;
}

FinishedRows finished(const IndexRows& rows, const Standardiser& standardiser) {
  FinishedRows done{.tracks = rows.tracks, .vectors = {}, .hubness = {}, .genre_mass = {}};
  if (rows.tracks.empty()) return done;
  const Eigen::Index dimensions = standardiser.dimensions();
  done.vectors.resize(rows.embeddings.rows(), dimensions + rows.probabilities.cols());
  done.vectors.leftCols(dimensions) = standardiser.unit_rows(rows.embeddings);
  done.vectors.rightCols(rows.probabilities.cols()) = genre_directions(rows.probabilities);
  Eigen::RowVectorXf probabilities;
  for (Eigen::Index i = 0; i < rows.probabilities.rows(); ++i) {
    probabilities = rows.probabilities.row(i).cwiseMax(0.0F);
    done.genre_mass.push_back(probabilities.sum());
  }
  return done;
}

/// Rows that come from two places, to be sorted by path in the end.
class Gathered {
 public:
  explicit Gathered(Eigen::Index width) { rows_.vectors.resize(0, width); }

  void take(const FinishedRows& rows) {
    if (rows.tracks.empty()) return;
    const Eigen::Index before = rows_.vectors.rows();
    rows_.vectors.conservativeResize(before + rows.vectors.rows(), Eigen::NoChange);
    rows_.vectors.bottomRows(rows.vectors.rows()) = rows.vectors;
    rows_.tracks.insert(rows_.tracks.end(), rows.tracks.begin(), rows.tracks.end());
    rows_.hubness.insert(rows_.hubness.end(), rows.hubness.begin(), rows.hubness.end());
    rows_.genre_mass.insert(rows_.genre_mass.end(), rows.genre_mass.begin(), rows.genre_mass.end());
  }

  FinishedRows by_path() && {
    const std::vector<std::size_t> order = order_by_path(rows_.tracks);
    FinishedRows sorted;
    sorted.vectors.resize(rows_.vectors.rows(), rows_.vectors.cols());
    for (std::size_t i = 0; i < order.size(); ++i) {
      sorted.tracks.push_back(std::move(rows_.tracks[order[i]]));
      sorted.vectors.row(static_cast<Eigen::Index>(i)) =
          rows_.vectors.row(static_cast<Eigen::Index>(order[i]));
      sorted.hubness.push_back(rows_.hubness[order[i]]);
      sorted.genre_mass.push_back(rows_.genre_mass[order[i]]);
    }
    return sorted;
  }

 private:
  FinishedRows rows_;
};

/// The rows of a part that stay.
FinishedRows rows_of(const IndexPart& part, const std::vector<bool>& goes) {
  FinishedRows rows;
  const std::size_t width = part.lanes().width;
  rows.vectors.resize(std::ranges::count(goes, false), static_cast<Eigen::Index>(width));
  for (std::size_t row = 0; row < part.tracks(); ++row) {
    if (goes[row]) continue;
    const auto place = static_cast<Eigen::Index>(rows.tracks.size());
    part.lanes().copy_to(row, 0, {rows.vectors.row(place).data(), width});
    rows.tracks.push_back({.track = part.track(row), .sound = part.sound(row), .record = part.record(row)});
    rows.hubness.push_back(part.hubness()[row]);
    rows.genre_mass.push_back(part.genre_mass(row));
  }
  return rows;
}

}  // namespace

Matrix genre_directions(const MatrixRef& probabilities) {
  Matrix roots(probabilities.rows(), probabilities.cols());
  Eigen::RowVectorXf row;  // always aligned alike, so that its sum does not depend on where it comes from
  for (Eigen::Index i = 0; i < roots.rows(); ++i) {
    row = probabilities.row(i).cwiseMax(0.0F).cwiseSqrt();
    row.normalize();
    roots.row(i) = row;
  }
  return roots;
}

std::shared_ptr<const IndexPart> make_base(const IndexHeader& header, IndexRows unsorted,
                                           const Workers& workers) {
  const IndexRows rows = sorted(std::move(unsorted));
  assert(!rows.tracks.empty());
  const Standardiser standardiser(rows.embeddings);
  FinishedRows done = finished(rows, standardiser);
  const Matrix units = done.vectors.leftCols(standardiser.dimensions());
  const std::vector<std::uint32_t> references = choose_references(rows.tracks.size());
  done.hubness = hubness_within(units, references, workers);
  const IndexSpace space{.mean = numbers_of(standardiser.mean()),
                         .scale = numbers_of(standardiser.scale()),
                         .cosines = alike_scale(units),
                         .references = references};
  return std::make_shared<const IndexPart>(to_metadata(header), done, space, std::vector<std::uint32_t>{});
}

std::shared_ptr<const IndexPart> make_without_vectors(const IndexHeader& header,
                                                      std::vector<IndexedTrack> tracks) {
  IndexRows rows = sorted({.tracks = std::move(tracks), .embeddings = {}, .probabilities = {}});
  const std::size_t count = rows.tracks.size();
  const FinishedRows done{.tracks = std::move(rows.tracks),
                          .vectors = Matrix(static_cast<Eigen::Index>(count), 0),
                          .hubness = std::vector<float>(count),
                          .genre_mass = std::vector<float>(count)};
  IndexHeader without_genres = header;
  without_genres.genres.clear();
  return std::make_shared<const IndexPart>(to_metadata(without_genres), done, IndexSpace{},
                                           std::vector<std::uint32_t>{});
}

std::shared_ptr<const IndexPart> make_more(const IndexHeader& header, const Index& index, IndexRows added,
                                           const std::vector<std::size_t>& gone, const Workers& workers) {
  const std::size_t in_base = index.base().tracks();
  std::vector<bool> goes(index.size());
  for (std::size_t place = 0; place < index.size(); ++place) goes[place] = !index.has(place);
  for (const std::size_t place : gone) goes[place] = true;
  for (const IndexedTrack& each : added.tracks) {
    if (const auto place = index.find(each.track.path.native())) goes[*place] = true;
  }
  FinishedRows fresh = finished(added, index.standardiser());
  if (!added.tracks.empty()) fresh.hubness = hubness_beside(index, fresh, goes, workers);
  Gathered all(static_cast<Eigen::Index>(index.width()));
  const auto behind = static_cast<std::ptrdiff_t>(in_base);
  if (index.more() != nullptr) all.take(rows_of(*index.more(), {goes.begin() + behind, goes.end()}));
  all.take(fresh);
  std::vector<std::uint32_t> gone_rows;
  for (std::size_t row = 0; row < in_base; ++row) {
    if (goes[row]) gone_rows.push_back(static_cast<std::uint32_t>(row));
  }
  return std::make_shared<const IndexPart>(to_metadata(header), std::move(all).by_path(), IndexSpace{},
                                           gone_rows);
}

}  // namespace mrec::library
