#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "mrec/library/index.h"

namespace mrec::library {

/// Which tracks may be answered. A track is asked about once at most, and only when it is good enough to be
/// answered, so that a question may be dear.
class Admission {
 public:
  using Question = std::function<bool(std::size_t place)>;

  /// Tracks that are gone are not admitted. `index` must outlive it.
  explicit Admission(const Index& index, Question question = {});

  void exclude(std::size_t place);

  bool admits(std::size_t place);

  /// The lanes of a block of a run that are known not to be admitted, as bits. Runs as in Index::runs().
  std::uint32_t excluded(std::size_t run, std::size_t block) const { return runs_[run].excluded[block]; }
  /// Of several threads each may ask about blocks of its own.
  bool admits(std::size_t run, std::size_t block, std::size_t lane);

 private:
  struct Run {
    std::size_t first = 0;
    std::vector<std::uint32_t> excluded;
    std::vector<std::uint32_t> admitted;
  };
  struct Spot {
    std::size_t run;
    std::size_t block;
    std::size_t lane;
  };
  Spot spot(std::size_t place) const;

  Question question_;
  std::vector<Run> runs_;
};

}  // namespace mrec::library
