#include "mrec/core/checksum.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace mrec {
namespace {

TEST(Checksum, OfNothingIsThatOfXxh3) {
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2U);
  EXPECT_EQ(checksum(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Checksum, OfPiecesIsThatOfTheWhole) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>(i * i / 7);
  for (const std::size_t cut :
       {std::size_t{0}, std::size_t{1}, std::size_t{240}, std::size_t{2500}, text.size()}) {
    Checksum sum;
    sum.add(text.substr(0, cut));
    sum.add({});
    sum.add(text.substr(cut));
    EXPECT_EQ(sum.digits(), checksum(text)) << cut;
  }
}

TEST(Checksum, EveryBitOfATextCounts) {
  for (const std::size_t size : {1U, 8U, 16U, 17U, 128U, 129U, 240U, 241U, 1100U}) {
    const std::string text(size, 'a');
    std::set<std::uint64_t> hashes{hash64(text)};
    std::set<std::string> sums{checksum(text)};
    for (std::size_t bit = 0; bit < 8 * size; ++bit) {
      std::string other = text;
      other[bit / 8] = static_cast<char>(static_cast<unsigned char>(other[bit / 8]) ^ (1U << bit % 8));
      hashes.insert(hash64(other));
      sums.insert(checksum(other));
    }
    EXPECT_EQ(hashes.size(), 8 * size + 1) << size;
    EXPECT_EQ(sums.size(), 8 * size + 1) << size;
  }
}

TEST(Checksum, LengthsOfZerosDiffer) {
  std::set<std::uint64_t> hashes;
  for (std::size_t size = 0; size < 600; ++size) hashes.insert(hash64(std::string(size, '\0')));
  EXPECT_EQ(hashes.size(), 600U);
}

TEST(Checksum, HasAForm) {
  EXPECT_TRUE(is_checksum(checksum("x")));
  EXPECT_FALSE(is_checksum(""));
  EXPECT_FALSE(is_checksum(std::string(31, '0')));
  EXPECT_FALSE(is_checksum(std::string(33, '0')));
  EXPECT_FALSE(is_checksum(std::string(31, '0') + 'A'));
  EXPECT_FALSE(is_checksum(std::string(31, '0') + 'g'));
}

}  // namespace
}  // namespace mrec
