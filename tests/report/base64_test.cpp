#include "report/base64.h"

#include <gtest/gtest.h>

namespace mrec::report {
namespace {

TEST(Base64, AgreesWithTheExamplesOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesBytesOfAllValues) {
  EXPECT_EQ(base64("\xFF\xFB\xFE\x80"), "//v+gA==");
}

}  // namespace
}  // namespace mrec::report
