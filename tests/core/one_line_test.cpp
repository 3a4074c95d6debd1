#include "mrec/core/one_line.h"

#include <gtest/gtest.h>

namespace mrec {
namespace {

TEST(OneLine, ControlCharactersBecomeBlanks) {
  EXPECT_EQ(one_line("a\nb\tc\x1b[31m\x7f"), "a b c [31m ");
  EXPECT_EQ(one_line("\xE3\x83\xAD plain"), "\xE3\x83\xAD plain");
}

TEST(OneLine, BytesThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(one_line("a\xFF\n"), "a\xEF\xBF\xBD ");
}

}  // namespace
}  // namespace mrec
