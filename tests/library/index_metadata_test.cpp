#include "library/index_metadata.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "support/expect_error.h"

namespace mrec::library {
namespace {

const IndexHeader kHeader{.root = "/m\xFFsic\n", .genres = {"jazz", "r\"ock\n", ""}, .left_out = 7};

TEST(IndexMetadata, ComeBack) {
  const IndexHeader read = header_from(to_metadata(kHeader));
  EXPECT_EQ(read.root.native(), kHeader.root.native());
  EXPECT_EQ(read.genres, kHeader.genres);
  EXPECT_EQ(read.left_out, 7U);
  const IndexHeader empty = header_from(to_metadata({}));
  EXPECT_TRUE(empty.root.empty());
  EXPECT_TRUE(empty.genres.empty());
  EXPECT_EQ(empty.left_out, 0U);
}

TEST(IndexMetadata, GenresThatAreNotUtf8AreReplaced) {
  EXPECT_EQ(header_from(to_metadata({.root = {}, .genres = {"Bj\xF6rk"}})).genres.front(),
            "Bj\xEF\xBF\xBDrk");
}

TEST(IndexMetadata, AnythingElseIsRefused) {
  const auto refused = [](auto spoil) {
    auto metadata = to_metadata(kHeader);
    spoil(metadata);
    return testing::throws_error(ErrorKind::kFormat, "does not say what it is an index of",
                                 [&] { header_from(metadata); });
  };
  for (const char* key : {"root", "genres", "left_out"}) {
    EXPECT_TRUE(refused([&](auto& metadata) { metadata.erase(key); })) << key;
  }
  for (const char* hex : {"4", "4G", "zz", "E9 "}) {
    EXPECT_TRUE(refused([&](auto& metadata) { metadata["root"] = hex; })) << hex;
  }
  for (const char* text : {"", "{", "7", "{\"a\":7}", "[7]", "\"text\"", "[[["}) {
    EXPECT_TRUE(refused([&](auto& metadata) { metadata["genres"] = text; })) << text;
  }
  for (const char* count : {"", "null", "[7]", "\"7\"", "-1", "1.5", "99999999999999999999999"}) {
    EXPECT_TRUE(refused([&](auto& metadata) { metadata["left_out"] = count; })) << count;
  }
}

}  // namespace
}  // namespace mrec::library
