#include "embedding/byte_reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "embedding/damage.h"
#include "support/tensorflow_bundle.h"

namespace mrec::embedding {
namespace {

TEST(ByteReader, ReadsNumbersOfAnyLength) {
  for (const std::uint64_t number :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{300}, std::uint64_t{1} << 63,
        std::numeric_limits<std::uint64_t>::max()}) {
    const std::string bytes = testing::varint(number);
    ByteReader reader(bytes);
    EXPECT_EQ(reader.varint(), number);
    EXPECT_TRUE(reader.done());
  }
}

TEST(ByteReader, ReadsLittleEndianNumbers) {
  const std::string bytes("\1\2\3\x84\5\0\0\0\0\0\0\x80", 12);
  ByteReader reader(bytes);
  EXPECT_EQ(reader.fixed32(), 0x84030201U);
  EXPECT_EQ(reader.fixed64(), 0x8000000000000005U);
  EXPECT_TRUE(reader.done());
}

TEST(ByteReader, NeverReadsPastTheEnd) {
  EXPECT_THROW(ByteReader("").varint(), Damage);
  EXPECT_THROW(ByteReader("\x80\x80").varint(), Damage);
  EXPECT_THROW(ByteReader("abc").fixed32(), Damage);
  EXPECT_THROW(ByteReader("abcdefg").fixed64(), Damage);
  EXPECT_THROW(ByteReader("abc").bytes(4), Damage);
  EXPECT_THROW(ByteReader("abc").bytes(std::numeric_limits<std::uint64_t>::max()), Damage);
  EXPECT_EQ(ByteReader("abc").bytes(3), "abc");
}

TEST(ByteReader, RefusesNumbersOfMoreThan64Bits) {
  EXPECT_THROW(ByteReader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02").varint(), Damage);
  EXPECT_THROW(ByteReader("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01").varint(), Damage);
}

}  // namespace
}  // namespace mrec::embedding
