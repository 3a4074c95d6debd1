#include "mrec/core/error.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>

namespace mrec {
namespace {

TEST(Error, JoinsItsParts) {
  const Error error(ErrorKind::kFormat, "a.json", "is torn", "make it anew");
  EXPECT_EQ(std::string(error.what()), "a.json: is torn: make it anew");
  EXPECT_EQ(error.kind(), ErrorKind::kFormat);
}

TEST(Error, LeavesOutEmptyParts) {
  EXPECT_EQ(std::string(Error(ErrorKind::kIo, "a", "b").what()), "a: b");
  EXPECT_EQ(std::string(Error(ErrorKind::kIo, "", "b", "c").what()), "b: c");
  EXPECT_EQ(std::string(Error(ErrorKind::kIo, "a", "", "c").what()), "a: c");
  EXPECT_EQ(std::string(Error(ErrorKind::kIo, "", "", "").what()), "");
}

TEST(Error, TakesAWholeMessage) {
  const Error error(ErrorKind::kUsage, "all of it");
  EXPECT_EQ(std::string(error.what()), "all of it");
  EXPECT_EQ(error.kind(), ErrorKind::kUsage);
}

TEST(SystemErrorText, IsOfErrno) {
  errno = ENOSPC;
  EXPECT_EQ(system_error_text(), "No space left on device");
  errno = EACCES;
  EXPECT_EQ(system_error_text(), "Permission denied");
}

}  // namespace
}  // namespace mrec
