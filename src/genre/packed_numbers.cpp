#include "genre/packed_numbers.h"

#include <algorithm>
#include <bit>

namespace mrec::genre {

PackedNumbers::PackedNumbers(std::span<const std::int16_t> numbers) : size_(numbers.size()) {
  if (!numbers.empty()) {
    const auto [smallest, largest] = std::ranges::minmax(numbers);
    smallest_ = smallest;
    bits_ = static_cast<std::size_t>(std::bit_width(static_cast<unsigned>(largest - smallest)));
  }
  words_.resize(std::max<std::size_t>((size_ * bits_ + kWordBits - 1) / kWordBits, 1) + 1);
  std::size_t bit = 0;
  for (const std::int16_t number : numbers) {
    const auto shifted = static_cast<std::uint64_t>(number - smallest_) << bit % kWordBits;
    words_[bit / kWordBits] |= static_cast<std::uint32_t>(shifted);
    words_[bit / kWordBits + 1] |= static_cast<std::uint32_t>(shifted >> kWordBits);
    bit += bits_;
  }
}

}  // namespace mrec::genre
