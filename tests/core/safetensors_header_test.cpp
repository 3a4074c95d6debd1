#include "core/safetensors_header.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

namespace mrec {
namespace {

/// What is wrong with a header of one array "t"; "" when nothing is.
std::string problem_of(const std::string& dtype, const std::string& shape, std::uint64_t bytes,
                       std::string_view only = {}) {
  const std::string text = R"({"t":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":[0,)" +
                           std::to_string(bytes) + "]}}";
  try {
    parse_safetensors_header(text, bytes, only);
    return "";
  } catch (const SafetensorsDamage& damage) {
    return damage.problem;
  }
}

TEST(SafetensorsHeader, KnowsTheSizeOfEveryNumber) {
  const std::vector<std::pair<std::string, std::uint64_t>> kinds{{"F64", 8}, {"U64", 8}, {"F32", 4},
                                                                 {"U32", 4}, {"U16", 2}, {"U8", 1}};
  for (const auto& [dtype, size] : kinds) {
    EXPECT_EQ(problem_of(dtype, "[3,5]", 15 * size), "") << dtype;
    EXPECT_EQ(problem_of(dtype, "[]", size), "") << dtype;
    EXPECT_EQ(problem_of(dtype, "[3,0]", 0), "") << dtype;
    EXPECT_NE(problem_of(dtype, "[3,5]", 15 * size + 1), "") << dtype;
    EXPECT_NE(problem_of(dtype, "[3,5]", 14 * size), "") << dtype;
  }
}

TEST(SafetensorsHeader, OtherKindsAreRefused) {
  for (const char* dtype : {"", "F16", "BF16", "I64", "BOOL", "f32"}) {
    EXPECT_EQ(problem_of(dtype, "[0]", 0), "tensor \"t\" holds numbers of an unknown kind") << dtype;
  }
  EXPECT_EQ(problem_of("F64", "[1]", 8, "F32"), "tensor \"t\" does not hold F32 numbers");
  EXPECT_EQ(problem_of("F32", "[1]", 4, "F32"), "");
}

TEST(SafetensorsHeader, SizesThatPass63BitsAreRefused) {
  for (const char* dtype : {"U8", "F64"}) {
    EXPECT_EQ(problem_of(dtype, "[1152921504606846976]", 0), "tensor \"t\" has an impossible shape");
    EXPECT_EQ(problem_of(dtype, "[0,9223372036854775808]", 0), "tensor \"t\" has an impossible shape");
    EXPECT_EQ(problem_of(dtype, "[4294967296,4294967296]", 0), "tensor \"t\" has an impossible shape");
  }
}

TEST(SafetensorsHeader, WhatBeginsAFileReadsBack) {
  const SafetensorsHeader header{.metadata = {{"k", "v"}},
                                 .entries = {{.name = "a", .dtype = "U16", .shape = {3}},
                                             {.name = "b", .dtype = "U8", .shape = {0, 7}},
                                             {.name = "c", .dtype = "F64", .shape = {2, 2}}}};
  for (const std::size_t alignment : {1U, 8U, 64U}) {
    const std::string beginning = safetensors_beginning(header, alignment);
    EXPECT_EQ(beginning.size() % alignment, 0U);
    std::uint64_t length = 0;
    std::memcpy(&length, beginning.data(), sizeof length);
    ASSERT_EQ(beginning.size(), kSafetensorsLengthBytes + length);
    const SafetensorsHeader read = parse_safetensors_header(beginning.substr(kSafetensorsLengthBytes), 38);
    EXPECT_EQ(read.metadata, header.metadata);
    ASSERT_EQ(read.entries.size(), 3U);
    const std::vector<std::vector<std::uint64_t>> expected{{3, 0, 6}, {0, 6, 6}, {4, 6, 38}};
    for (std::size_t i = 0; i < 3; ++i) {
      const TensorEntry& entry = read.entries[i];
      EXPECT_EQ(entry.name, header.entries[i].name);
      EXPECT_EQ(entry.dtype, header.entries[i].dtype);
      EXPECT_EQ(entry.shape, header.entries[i].shape);
      EXPECT_EQ((std::vector{entry.count, entry.begin, entry.end}), expected[i]);
    }
  }
}

TEST(SafetensorsHeader, LengthsAreCheckedBeforeAnythingIsRead) {
  EXPECT_NO_THROW(check_header_length(0, 0));
  EXPECT_NO_THROW(check_header_length(100'000'000, 100'000'000));
  EXPECT_THROW(check_header_length(11, 10), SafetensorsDamage);
  EXPECT_THROW(check_header_length(100'000'001, 200'000'000), SafetensorsDamage);
  EXPECT_THROW(check_header_length(~std::uint64_t{0}, ~std::uint64_t{0}), SafetensorsDamage);
}

}  // namespace
}  // namespace mrec
