#include "embedding/crc32c.h"

#include <gtest/gtest.h>

#include <string>

namespace mrec::embedding {
namespace {

/// RFC 3720, B.4, and the check value of the catalogue of CRC algorithms.
TEST(Crc32c, GivesThePublishedSums) {
  std::string rising;
  for (int i = 0; i < 32; ++i) rising += static_cast<char>(i);
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(rising), 0x46DD794EU);
  EXPECT_EQ(crc32c(std::string(rising.rbegin(), rising.rend())), 0x113FDB5CU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(crc32c(""), 0U);
}

TEST(Crc32c, GoesOnInASecondText) {
  EXPECT_EQ(crc32c("1234", "56789"), crc32c("123456789"));
  EXPECT_EQ(crc32c("", "123456789"), crc32c("123456789"));
}

TEST(Crc32c, IsMaskedByATurnOf15BitsAndANumber) {
  EXPECT_EQ(masked(0), 0xA282EAD8U);
  EXPECT_EQ(masked(0x00008000), 0xA282EAD9U);
  EXPECT_EQ(masked(0x00000001), 0xA284EAD8U);
}

}  // namespace
}  // namespace mrec::embedding
