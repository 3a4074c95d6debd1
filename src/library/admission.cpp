#include "mrec/library/admission.h"

#include <cassert>
#include <utility>

namespace mrec::library {

Admission::Admission(const Index& index, Question question) : question_(std::move(question)) {
  for (const Index::Run& run : index.runs()) {
    const std::size_t blocks = blocks_of(run.lanes.tracks);
    runs_.push_back({.first = run.first,
                     .excluded = std::vector<std::uint32_t>(blocks),
                     .admitted = std::vector<std::uint32_t>(blocks)});
    const std::size_t in_last = run.lanes.tracks % kLanes;
    if (in_last != 0) runs_.back().excluded.back() = ~std::uint32_t{0} << in_last;
  }
  if (index.tracks() == index.size()) return;
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (!index.has(place)) exclude(place);
  }
}

void Admission::exclude(std::size_t place) {
  const auto [run, block, lane] = spot(place);
  runs_[run].excluded[block] |= std::uint32_t{1} << lane;
}

bool Admission::admits(std::size_t place) {
  const auto [run, block, lane] = spot(place);
  return admits(run, block, lane);
}

bool Admission::admits(std::size_t run, std::size_t block, std::size_t lane) {
  Run& in = runs_[run];
  const std::uint32_t bit = std::uint32_t{1} << lane;
  if ((in.excluded[block] & bit) != 0) return false;
  if ((in.admitted[block] & bit) != 0) return true;
  const bool admitted = !question_ || question_(in.first + block * kLanes + lane);
  (admitted ? in.admitted : in.excluded)[block] |= bit;
  return admitted;
}

Admission::Spot Admission::spot(std::size_t place) const {
  const std::size_t run = runs_.size() > 1 && place >= runs_[1].first ? 1 : 0;
  const std::size_t row = place - runs_[run].first;
  assert(row / kLanes < runs_[run].excluded.size());
  return {.run = run, .block = row / kLanes, .lane = row % kLanes};
}

}  // namespace mrec::library
