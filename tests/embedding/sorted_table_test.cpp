#include "embedding/sorted_table.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "embedding/damage.h"
#include "support/tensorflow_bundle.h"

namespace mrec::embedding {
namespace {

using testing::fixed32;
using testing::sorted_table;
using testing::table_block;
using testing::TableContent;
using testing::varint;

const TableContent kFirst = {{"", "nothing"}, {"a", "1"}, {"ab", ""}, {"abc/d", "22"}};
const TableContent kSecond = {{"abd", "3"}, {"b\xFF", std::string(200, 'x')}};

TableContent content_of(const std::vector<TableEntry>& entries) {
  TableContent content;
  for (const TableEntry& entry : entries) content.emplace_back(entry.key, entry.value);
  return content;
}

TableContent both() {
  TableContent all = kFirst;
  all.insert(all.end(), kSecond.begin(), kSecond.end());
  return all;
}

/// What is wrong with a table.
std::string problem_of(std::string_view file) {
  try {
    read_sorted_table(file);
    return "nothing";
  } catch (const Damage& damage) {
    return damage.problem;
  }
}

std::vector<TableEntry> entries_of(std::string_view block) {
  EntryAllowance allowance;
  return read_block(block, allowance);
}

/// Names that begin with `first`, each one byte longer than the one before.
TableContent growing_names(char first, std::size_t count) {
  TableContent content;
  for (std::size_t i = 1; i <= count; ++i) content.emplace_back(std::string(i, first), "");
  return content;
}

/// A block of entries that are told by their numbers and bytes.
std::string raw_block(const std::string& entries) {
  return entries + fixed32(0) + fixed32(1);
}

TEST(SortedTable, GivesTheEntriesOfAllBlocks) {
  const std::string file = sorted_table({kFirst, kSecond});
  EXPECT_EQ(content_of(read_sorted_table(file)), both());
}

TEST(SortedTable, EveryTruncationIsSeen) {
  const std::string file = sorted_table({kFirst, kSecond});
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_NE(problem_of(std::string_view(file).substr(0, size)), "nothing") << size << " bytes";
  }
}

TEST(SortedTable, AFlippedBitIsSeenWhereItMatters) {
  const std::string good = sorted_table({kFirst, kSecond});
  for (std::size_t i = 0; i < good.size() * 8; ++i) {
    std::string bad = good;
    bad[i / 8] = static_cast<char>(bad[i / 8] ^ (1 << i % 8));
    try {
      EXPECT_EQ(content_of(read_sorted_table(bad)), both()) << "bit " << i;
    } catch (const Damage&) {
    }
  }
}

TEST(SortedTable, RefusesCompressedBlocks) {
  EXPECT_EQ(problem_of(sorted_table({kFirst}, 1)), "is compressed by Snappy, which mrec does not read");
  EXPECT_EQ(problem_of(sorted_table({kFirst}, 4)), "is compressed in a way that mrec does not know");
}

TEST(SortedTable, RefusesNamesOutOfOrder) {
  EXPECT_EQ(problem_of(sorted_table({kSecond, kFirst})), "holds names that are not in order");
  EXPECT_EQ(problem_of(sorted_table({{{"b", ""}, {"a", ""}}})), "holds names that are not in order");
  EXPECT_EQ(problem_of(sorted_table({{{"a", ""}, {"a", ""}}})), "holds names that are not in order");
}

TEST(SortedTable, RefusesBlocksThatAreTooShortForTheirParts) {
  EXPECT_THROW(entries_of(""), Damage);
  EXPECT_THROW(entries_of("\0\0\0"), Damage);
  EXPECT_THROW(entries_of(fixed32(1)), Damage);
  EXPECT_THROW(entries_of(fixed32(0xFFFFFFFF)), Damage);
  EXPECT_TRUE(entries_of(fixed32(0)).empty());
}

TEST(SortedTable, RefusesEntriesThatClaimTooMuch) {
  EXPECT_EQ(entries_of(raw_block(varint(0) + varint(1) + varint(1) + "kv")).size(), 1U);
  EXPECT_THROW(entries_of(raw_block(varint(1) + varint(1) + varint(1) + "kv")), Damage);
  EXPECT_THROW(entries_of(raw_block(varint(0) + varint(3) + varint(0) + "kv")), Damage);
  EXPECT_THROW(entries_of(raw_block(varint(0) + varint(1) + varint(2) + "kv")), Damage);
  EXPECT_THROW(entries_of(raw_block(varint(0) + varint(~std::uint64_t{0}) + varint(0) + "kv")), Damage);
}

/// Each name is one byte longer than the one before: 100 kB of them would be 300 MB.
TEST(SortedTable, RefusesNamesThatAreEndlessInAll) {
  std::string entries;
  for (std::size_t i = 0; i < 25000; ++i) entries += varint(i) + varint(1) + varint(0) + "k";
  EXPECT_THROW(entries_of(raw_block(entries)), Damage);
}

/// 100 kB whose names would be 40 MB a block.
TEST(SortedTable, RefusesNamesThatAreEndlessInAllBlocksTogether) {
  constexpr std::size_t kNames = 9000;
  const TableContent first = growing_names('a', kNames);
  EXPECT_EQ(read_sorted_table(sorted_table({first})).size(), kNames);
  EXPECT_EQ(problem_of(sorted_table({first, growing_names('b', kNames)})),
            "holds too many names, or too long ones");
}

}  // namespace
}  // namespace mrec::embedding
