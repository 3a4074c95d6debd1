#include "mrec/library/search.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cassert>
#include <cstdint>
#include <limits>
#include <utility>

#include "library/scan_kernels.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/top_list.h"

namespace mrec::library {
namespace {

/// Blocks that are scored in one go: their scores stay in the nearest cache.
constexpr std::size_t kBlocksAtOnce = 8;
/// Blocks that a thread takes on: enough for its lists to fill, few enough for the load to be shared.
constexpr std::size_t kBlocksOfPiece = 2048;

bool ranks_before(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.place < b.place;
}

using BestHits = TopList<Hit, ranks_before>;

/// What scores less cannot come into a list.
float threshold_of(const BestHits& list) {
  if (!list.full()) return -std::numeric_limits<float>::infinity();
  return list.items().empty() ? std::numeric_limits<float>::infinity() : list.worst().score;
}

/// Queries as the kernel reads them.
struct Job {
  explicit Job(const Queries& queries)
      : vectors(queries.vectors.transpose()),
        count(static_cast<std::size_t>(queries.vectors.rows())),
        hub_weight(queries.hub_weight),
        none(count, std::numeric_limits<float>::infinity()),
        scores(kBlocksAtOnce * count * kLanes),
        hits(kBlocksAtOnce * count) {}

  void run(const Index::Run& over, std::size_t block, std::size_t blocks, const float* thresholds) {
    scan_blocks({.blocks = over.lanes.block(block),
                 .penalties = over.hubness + block * kLanes,
                 .block_count = blocks,
                 .width = over.lanes.width,
                 .queries = vectors.data(),
                 .query_count = count,
                 .penalty_weight = hub_weight,
                 .thresholds = thresholds},
                scores.data(), hits.data());
  }

  Matrix vectors;  ///< (width x queries)
  std::size_t count;
  float hub_weight;
  std::vector<float> none;  ///< thresholds that nothing reaches
  std::vector<float> scores;
  std::vector<std::uint32_t> hits;
};

/// What all threads know to be out of reach, one a query: a score that enough tracks have.
class Bar {
 public:
  explicit Bar(std::size_t queries) : heights_(queries) {
    for (auto& height : heights_) height.store(-std::numeric_limits<float>::infinity());
  }
  float height(std::size_t query) const { return heights_[query].load(std::memory_order_relaxed); }
  void raise(std::size_t query, float to) {
    float now = height(query);
    while (now < to && !heights_[query].compare_exchange_weak(now, to, std::memory_order_relaxed)) {
    }
  }

 private:
  std::vector<std::atomic<float>> heights_;
};

/// A stretch of blocks and what is best in it.
class Piece {
 public:
  Piece(const Queries& queries, std::size_t count, Admission& admission, Bar& bar)
      : job_(queries),
        lists_(job_.count, BestHits(count)),
        thresholds_(job_.count),
        admission_(admission),
        bar_(bar) {}

  void scan(const Index::Run& run, std::size_t run_number, std::size_t first, std::size_t last) {
    for (std::size_t block = first; block < last; block += kBlocksAtOnce) {
      const std::size_t blocks = std::min(kBlocksAtOnce, last - block);
      for (std::size_t q = 0; q < job_.count; ++q) {
        bar_.raise(q, threshold_of(lists_[q]));
        thresholds_[q] = bar_.height(q);
      }
      job_.run(run, block, blocks, thresholds_.data());
      for (std::size_t b = 0; b < blocks; ++b) take(run, run_number, block + b, b * job_.count);
    }
  }

  std::vector<BestHits>& lists() { return lists_; }

 private:
  void take(const Index::Run& run, std::size_t run_number, std::size_t block, std::size_t from) {
    for (std::size_t q = 0; q < job_.count; ++q) {
      std::uint32_t hits = job_.hits[from + q] & ~admission_.excluded(run_number, block);
      for (; hits != 0; hits &= hits - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(hits));
        const float score = job_.scores[(from + q) * kLanes + lane];
        if (score < threshold_of(lists_[q]) || !admission_.admits(run_number, block, lane)) continue;
        lists_[q].offer({.place = run.first + block * kLanes + lane, .score = score});
      }
    }
  }

  Job job_;
  std::vector<BestHits> lists_;
  std::vector<float> thresholds_;
  Admission& admission_;
  Bar& bar_;
};

/// Where a piece lies.
struct Stretch {
  std::size_t run = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Stretch> stretches_of(const std::vector<Index::Run>& runs) {
  std::vector<Stretch> stretches;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    const std::size_t blocks = blocks_of(runs[run].lanes.tracks);
    for (std::size_t first = 0; first < blocks; first += kBlocksOfPiece) {
      stretches.push_back({.run = run, .first = first, .last = std::min(blocks, first + kBlocksOfPiece)});
    }
  }
  return stretches;
}

}  // namespace

std::vector<std::vector<Hit>> best_of_each(const Index& index, const Queries& queries, std::size_t count,
                                           Admission& admission, const Workers& workers) {
  assert(queries.vectors.cols() == static_cast<Eigen::Index>(index.width()));
  const std::vector<Index::Run> runs = index.runs();
  const std::vector<Stretch> stretches = stretches_of(runs);
  const auto query_count = static_cast<std::size_t>(queries.vectors.rows());
  Bar bar(query_count);
  std::vector<BestHits> lists(query_count, BestHits(count));
  workers.map_in_order(
      stretches.size(),
      [&](std::size_t i) {
        throw_if_interrupted();
        const Stretch& stretch = stretches[i];
        Piece piece(queries, count, admission, bar);
        piece.scan(runs[stretch.run], stretch.run, stretch.first, stretch.last);
        return std::move(piece.lists());
      },
      [&](std::size_t, const std::vector<BestHits>& found) {
        for (std::size_t q = 0; q < query_count; ++q) {
          for (const Hit& hit : found[q].items()) lists[q].offer(hit);
        }
      });
  std::vector<std::vector<Hit>> best;
  for (BestHits& list : lists) best.push_back(std::move(list).best_first());
  return best;
}

void for_each_score(const Index& index, const Queries& queries, const ScoreSink& sink) {
  Job job(queries);
  std::vector<float> scores(job.count);
  for (const Index::Run& run : index.runs()) {
    for (std::size_t block = 0; block < blocks_of(run.lanes.tracks); ++block) {
      job.run(run, block, 1, job.none.data());
      for (std::size_t lane = 0; lane < std::min(kLanes, run.lanes.tracks - block * kLanes); ++lane) {
        const std::size_t place = run.first + block * kLanes + lane;
        if (!index.has(place)) continue;
        for (std::size_t q = 0; q < job.count; ++q) scores[q] = job.scores[q * kLanes + lane];
        sink(place, scores);
      }
    }
  }
}

Matrix scores_at(const Index& index, const Queries& queries, std::span<const std::size_t> places) {
  const std::size_t blocks = blocks_of(places.size());
  Matrix vectors(static_cast<Eigen::Index>(places.size()), static_cast<Eigen::Index>(index.width()));
  std::vector<float> hubness(blocks * kLanes);
  for (std::size_t i = 0; i < places.size(); ++i) {
    vectors.row(static_cast<Eigen::Index>(i)) = index.vector(places[i]);
    hubness[i] = index.hubness(places[i]);
  }
  const std::vector<float> lanes = to_lanes(vectors);
  const Index::Run gathered{
      .lanes = {.values = lanes.data(), .tracks = places.size(), .width = index.width()},
      .hubness = hubness.data()};
  Job job(queries);
  Matrix scores(queries.vectors.rows(), vectors.rows());
  for (std::size_t block = 0; block < blocks; ++block) {
    job.run(gathered, block, 1, job.none.data());
    const std::size_t first = block * kLanes;
    const std::size_t count = std::min(kLanes, places.size() - first);
    for (std::size_t q = 0; q < job.count; ++q) {
      float* row = scores.row(static_cast<Eigen::Index>(q)).data();
      std::copy_n(job.scores.data() + q * kLanes, count, row + first);
    }
  }
  return scores;
}

}  // namespace mrec::library
