#include "mrec/core/hex.h"

#include <gtest/gtest.h>

namespace mrec {
namespace {

TEST(Hex, WritesTwoLowerCaseDigitsAByte) {
  EXPECT_EQ(to_hex(std::string_view("\x00\x0F\xA0\xFF", 4)), "000fa0ff");
  EXPECT_EQ(to_hex(""), "");
}

TEST(Hex, ReadsBackEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
}

TEST(Hex, RefusesWhatItDoesNotWrite) {
  for (const char* text : {"a", "0g", "g0", "FF", " 0", "0x", "-1"}) EXPECT_FALSE(from_hex(text)) << text;
}

}  // namespace
}  // namespace mrec
