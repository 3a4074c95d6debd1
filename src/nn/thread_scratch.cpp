#include "nn/thread_scratch.h"

#include <array>
#include <vector>

namespace mrec::nn {

std::span<float> thread_scratch(Scratch use, std::size_t size) {
  constexpr std::size_t kUses = static_cast<std::size_t>(Scratch::kTrace) + 1;
  thread_local std::array<std::vector<float>, kUses> memory;
  std::vector<float>& mine = memory[static_cast<std::size_t>(use)];
  if (mine.size() < size) mine.resize(size);
  return std::span(mine).first(size);
}

}  // namespace mrec::nn
