#include "genre/packed_numbers.h"

#include <gtest/gtest.h>

#include "mrec/core/rng.h"

namespace mrec::genre {
namespace {

std::vector<int> read_all(const PackedNumbers& packed, std::size_t begin) {
  std::vector<int> numbers;
  packed.read(begin, packed.size() - begin, [&](int number) { numbers.push_back(number); });
  return numbers;
}

TEST(PackedNumbers, EveryNumberComesBackFromEveryPlaceAtEveryWidth) {
  Rng rng(1);
  for (std::size_t span = 1; span <= 65536; span *= 2) {
    for (const std::size_t size : {1U, 2U, 31U, 64U, 97U}) {
      std::vector<std::int16_t> numbers;
      for (std::size_t i = 0; i < size; ++i) {
        numbers.push_back(static_cast<std::int16_t>(static_cast<int>(rng.below(span)) - 32768));
      }
      const PackedNumbers packed(numbers);
      ASSERT_EQ(packed.size(), size);
      for (std::size_t begin = 0; begin < size; ++begin) {
        EXPECT_EQ(read_all(packed, begin),
                  std::vector<int>(numbers.begin() + static_cast<std::ptrdiff_t>(begin), numbers.end()))
            << span << " " << size;
      }
    }
  }
}

TEST(PackedNumbers, ExtremesEqualNumbersAndNone) {
  const std::vector<std::int16_t> extremes = {-32768, 32767, 0, -1};
  EXPECT_EQ(read_all(PackedNumbers(extremes), 0), (std::vector<int>{-32768, 32767, 0, -1}));
  const std::vector<std::int16_t> equal(5, -7);
  EXPECT_EQ(read_all(PackedNumbers(equal), 0), std::vector<int>(5, -7));
  EXPECT_EQ(PackedNumbers({}).size(), 0U);
}

}  // namespace
}  // namespace mrec::genre
