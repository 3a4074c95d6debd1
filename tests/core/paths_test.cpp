#include "mrec/core/paths.h"

#include <gtest/gtest.h>

namespace mrec {
namespace {

TEST(Paths, CommonFolder) {
  EXPECT_EQ(common_folder("/a/b/c", "/a/b/d"), "/a/b");
  EXPECT_EQ(common_folder("/a/b", "/a/b"), "/a/b");
  EXPECT_EQ(common_folder("/a/b", "/a/b/c"), "/a/b");
  EXPECT_EQ(common_folder("/a/bc", "/a/b"), "/a") << "names are compared whole";
  EXPECT_EQ(common_folder("/a", "/b"), "/");
}

TEST(Paths, LiesUnder) {
  EXPECT_TRUE(lies_under("/a/b", "/a"));
  EXPECT_TRUE(lies_under("/a/b/c", "/a"));
  EXPECT_TRUE(lies_under("/a", "/"));
  EXPECT_FALSE(lies_under("/ab", "/a"));
  EXPECT_FALSE(lies_under("/a", "/a"));
  EXPECT_FALSE(lies_under("/", "/"));
}

TEST(Paths, SeenFrom) {
  EXPECT_EQ(seen_from("/a", "/a/b/c"), "b/c");
  EXPECT_EQ(seen_from("/", "/a/b"), "a/b");
  EXPECT_EQ(seen_from("/a", "/ab/c"), "/ab/c");
  EXPECT_EQ(seen_from("/a", "/a/new\nline\xFF"), "new\nline\xFF");
}

}  // namespace
}  // namespace mrec
