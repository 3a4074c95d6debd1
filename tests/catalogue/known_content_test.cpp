#include "catalogue/known_content.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "catalogue/library_samples.h"

namespace mrec::catalogue {
namespace {

using testing::track_of;

Entry entry_of(const std::string& path, const std::string& hash) {
  Entry entry{.facts = track_of(path)};
  entry.facts.content_hash = hash;
  return entry;
}

std::string found(const KnownContent& known, const std::string& hash) {
  const Entry* entry = known.find(entry_of("x", hash).facts);
  return entry == nullptr ? "" : entry->facts.path.string();
}

TEST(KnownContent, IsFoundByHashAndSection) {
  Contents contents{.entries = {entry_of("a", "1"), entry_of("b", "2"), entry_of("c", "")}};
  contents.entries[1].facts.section = audio::Section{.start_s = 1, .end_s = 2};
  const KnownContent known(contents, true);
  EXPECT_EQ(found(known, "1"), "a");
  EXPECT_EQ(found(known, "2"), "") << "that is another section";
  EXPECT_EQ(known.find(contents.entries[1].facts), &contents.entries[1]);
  EXPECT_EQ(found(known, ""), "") << "what cannot be read is like nothing else";
  EXPECT_EQ(found(KnownContent(), "1"), "");
}

TEST(KnownContent, TheMostUsefulOfSeveralCounts) {
  Contents contents{
      .entries = {entry_of("a", "1"), entry_of("b", "1"), entry_of("c", "1"), entry_of("d", "1")}};
  contents.entries[0].facts.error = "took too long";
  contents.entries[2].facts.has_embedding = true;
  contents.entries[3].facts.has_embedding = true;
  EXPECT_EQ(found(KnownContent(contents, true), "1"), "c");
  contents.entries.resize(2);
  EXPECT_EQ(found(KnownContent(contents, true), "1"), "b");
  contents.entries.resize(1);
  EXPECT_EQ(found(KnownContent(contents, true), "1"), "a");
  EXPECT_EQ(found(KnownContent(contents, false), "1"), "");
}

}  // namespace
}  // namespace mrec::catalogue
