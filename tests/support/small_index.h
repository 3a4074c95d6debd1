#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/library/index.h"

namespace mrec::testing {

/// Numbers that are no pattern.
inline Matrix random_matrix(Eigen::Index rows, Eigen::Index columns, std::uint64_t seed = 1) {
  Rng rng(seed);
  Matrix matrix(rows, columns);
  for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = rng.uniform() - 0.5F;
  return matrix;
}

/// Tracks of one genre with vectors that matter not.
inline library::Index index_of(const std::filesystem::path& root, const std::vector<library::Track>& tracks) {
  library::IndexRows rows;
  for (const library::Track& track : tracks) rows.tracks.push_back({.track = track});
  rows.embeddings = random_matrix(static_cast<Eigen::Index>(tracks.size()), 4);
  rows.probabilities = Matrix::Ones(rows.embeddings.rows(), 1);
  return {{.root = root, .genres = {"any"}}, std::move(rows), Workers(1)};
}

}  // namespace mrec::testing
