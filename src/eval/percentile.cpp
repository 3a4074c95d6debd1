#include "eval/percentile.h"

#include <algorithm>
#include <cassert>

namespace mrec::eval {

Interval central_95_percent(std::vector<double> numbers) {
  assert(numbers.size() >= 40);
  std::ranges::sort(numbers);
  const std::size_t tail = numbers.size() / 40;
  return {.low = numbers[tail - 1], .high = numbers[numbers.size() - tail]};
}

}  // namespace mrec::eval
