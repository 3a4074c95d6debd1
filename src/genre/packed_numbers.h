#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mrec::genre {

/// Whole numbers of 16 bits, each in as many bits as the distance from the smallest to the largest takes:
/// exact, and 10 bits where they span less than 1024.
class PackedNumbers {
 public:
  explicit PackedNumbers(std::span<const std::int16_t> numbers);

  std::size_t size() const { return size_; }
  /// Calls take(number) for `count` numbers from `begin` on.
  template <class Take>
  void read(std::size_t begin, std::size_t count, Take take) const {
    const std::uint64_t mask = (std::uint64_t{1} << bits_) - 1;
    for (std::size_t bit = begin * bits_; count > 0; --count, bit += bits_) {
      const std::size_t word = bit / kWordBits;
      const std::uint64_t both = words_[word] | std::uint64_t{words_[word + 1]} << kWordBits;
      take(smallest_ + static_cast<int>(both >> bit % kWordBits & mask));
    }
  }

 private:
  static constexpr std::size_t kWordBits = 32;

  std::size_t size_;
  int smallest_ = 0;
  std::size_t bits_ = 0;              ///< of a number, 0 to 16
  std::vector<std::uint32_t> words_;  ///< and one behind the last, so that two can always be read
};

}  // namespace mrec::genre
