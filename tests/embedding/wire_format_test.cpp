#include "embedding/wire_format.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "embedding/damage.h"

namespace mrec::embedding {
namespace {

std::vector<WireField> fields_of(std::string_view message) {
  std::vector<WireField> fields;
  for (WireReader reader(message); const auto field = reader.next();) fields.push_back(*field);
  return fields;
}

TEST(WireFormat, ReadsFieldsOfEveryKind) {
  const std::string message(
      "\x08\x96\x01\x12\x03"
      "abc"
      "\x35\1\0\0\0\x39\2\0\0\0\0\0\0\0",
      22);
  const auto fields = fields_of(message);
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(fields[0].number, 1U);
  EXPECT_EQ(fields[0].value, 150U);
  EXPECT_EQ(fields[1].number, 2U);
  EXPECT_EQ(fields[1].text, "abc");
  EXPECT_EQ(fields[2].number, 6U);
  EXPECT_EQ(fields[2].value, 1U);
  EXPECT_EQ(fields[3].number, 7U);
  EXPECT_EQ(fields[3].value, 2U);
}

TEST(WireFormat, AnEmptyMessageHasNoFields) {
  EXPECT_TRUE(fields_of("").empty());
}

TEST(WireFormat, RefusesWhatBreaksOffAndWhatIsNotKnown) {
  EXPECT_THROW(fields_of("\x08"), Damage);
  EXPECT_THROW(fields_of("\x12\x04"
                         "abc"),
               Damage);
  EXPECT_THROW(fields_of("\x35\1\1\1"), Damage);
  EXPECT_THROW(fields_of("\x0B"), Damage);  // a group, which proto3 does not have
  EXPECT_THROW(fields_of("\x0F"), Damage);
}

}  // namespace
}  // namespace mrec::embedding
