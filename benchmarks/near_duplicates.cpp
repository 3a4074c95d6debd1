// Looks for tracks that hold the same recording in feature files of one kind:
//   mrec_near_duplicates 1 a.jsonl b.jsonl       prints the pairs: path, path, shift in s, correlation
//   mrec_near_duplicates 32 a.jsonl b.jsonl      times as many made-up tracks: each chunk's quarters of a
//   second
//                                                shuffled and, of MFCC, half of the coefficients upside down
#include "mrec/features/near_duplicates.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/features/feature_store.h"

namespace {

using namespace mrec;

Matrix shuffled(const Matrix& chunk, std::span<const bool> is_flipped, Rng& rng) {
  constexpr Eigen::Index kPiece = 16;
  std::vector<Eigen::Index> order(static_cast<std::size_t>(chunk.rows() / kPiece));
  std::iota(order.begin(), order.end(), 0);
  rng.shuffle(std::span(order));
  Matrix other = chunk;
  for (Eigen::Index i = 0; i < std::ssize(order); ++i) {
    other.middleRows(i * kPiece, kPiece) =
        chunk.middleRows(order[static_cast<std::size_t>(i)] * kPiece, kPiece);
  }
  for (Eigen::Index k = 0; k < std::min(chunk.cols(), std::ssize(is_flipped)); ++k) {
    if (is_flipped[static_cast<std::size_t>(k)]) other.col(k) *= -1;
  }
  return other;
}

features::TrackFeatures made_up(features::TrackFeatures track, bool may_flip, Rng& rng) {
  std::array<bool, 13> is_flipped{};
  for (bool& flipped : is_flipped) flipped = may_flip && rng.below(2) == 1;
  for (Matrix& chunk : track.chunks) chunk = shuffled(chunk, is_flipped, rng);
  track.content_hash.clear();
  return track;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int copies = std::atoi(argv[1]);
  features::FeatureOptions options;
  std::vector<features::TrackFeatures> tracks;
  for (int i = 2; i < argc; ++i) {
    features::FeatureReader reader(argv[i]);
    options = reader.header().options;
    while (auto track = reader.next()) tracks.push_back(std::move(*track));
  }
  features::NearDuplicates duplicates;
  Rng rng(1);
  std::chrono::duration<double> adding{};
  for (int copy = 0; copy < copies; ++copy) {
    for (const features::TrackFeatures& track : tracks) {
      const bool mfcc = options.kind == features::FeatureKind::kMfcc;
      const features::TrackFeatures added = copies == 1 ? track : made_up(track, mfcc, rng);
      const auto begin = std::chrono::steady_clock::now();
      duplicates.add(added, options);
      adding += std::chrono::steady_clock::now() - begin;
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto pairs = duplicates.pairs(Workers(1));
  const std::chrono::duration<double> finding = std::chrono::steady_clock::now() - begin;
  std::fprintf(stderr, "%zu tracks: %.2f s to take in, %.2f s to compare, 1 thread; %zu pairs\n",
               duplicates.size(), adding.count(), finding.count(), pairs.size());
  if (copies > 1) return 0;
  for (const features::DuplicatePair& pair : pairs) {
    std::printf("%s\t%s\t%.2f\t%.3f\n", tracks[pair.first].path.string().c_str(),
                tracks[pair.second].path.string().c_str(), pair.shift_s, pair.correlation);
  }
}
