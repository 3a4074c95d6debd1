#include "features/number_text.h"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "mrec/core/error.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

std::string written(float value) {
  std::array<char, kNumberRoom> room = {};
  return {room.data(), write_number(room.data(), value)};
}

/// The number at the start of a text; nothing for none.
ReadNumber read(const std::string& text) {
  const ReadNumber number = read_number(text.data(), text.data() + text.size());
  const ReadNumber slowly = read_any_number(text.data(), text.data() + text.size());
  EXPECT_EQ(number.end, slowly.end) << text;
  EXPECT_EQ(std::bit_cast<std::uint32_t>(number.value), std::bit_cast<std::uint32_t>(slowly.value)) << text;
  return number;
}

TEST(NumberText, WritesATenth) {
  const std::pair<float, const char*> numbers[] = {{0, "0"},
                                                   {-0.0F, "0"},
                                                   {0.04F, "0"},
                                                   {-0.04F, "0"},
                                                   {0.06F, "0.1"},
                                                   {-0.06F, "-0.1"},
                                                   {1, "1"},
                                                   {-1, "-1"},
                                                   {9.94F, "9.9"},
                                                   {9.96F, "10"},
                                                   {99.96F, "100"},
                                                   {-1131.371F, "-1131.4"},
                                                   {999.94F, "999.9"},
                                                   {999.96F, "1000"},
                                                   {123456.7F, "123456.7"},
                                                   {-999999.9F, "-999999.9"},
                                                   {1e6F, "1e+06"},
                                                   {1e10F, "1e+10"},
                                                   {1e-45F, "0"}};
  for (const auto& [value, text] : numbers) EXPECT_EQ(written(value), text) << value;
}

/// Every number that there is room for: the nearest tenth, and its own float when it is read again.
TEST(NumberText, WrittenNumbersAreTheNearestTenth) {
  for (const double scale : {1.0, 30.0, 1000.0, 999999.0}) {
    for (const float value : mrec::testing::noise(20000, scale)) {
      const std::string text = written(value);
      const double tenth = std::nearbyint(static_cast<double>(value) * 10) / 10;
      const std::string followed = text + ",";
      const ReadNumber number = read(followed);
      ASSERT_NE(number.end, nullptr) << text;
      EXPECT_EQ(*number.end, ',');
      EXPECT_EQ(number.value, static_cast<float>(tenth)) << text;
      EXPECT_NE(text, "-0");
    }
  }
}

TEST(NumberText, LargeNumbersAreExact) {
  for (std::uint32_t exponent = 147; exponent < 255; ++exponent) {  // from 2^20, about a million, on
    for (const std::uint32_t fraction : {0U, 1U, 0x2AAAAAU, 0x7FFFFFU}) {
      for (const std::uint32_t sign : {0U, 1U}) {
        const float value = std::bit_cast<float>(sign << 31U | exponent << 23U | fraction);
        EXPECT_EQ(read(written(value) + "]").value, value);
      }
    }
  }
}

/// The shortest exact text of floats of all sizes, as older files have it.
TEST(NumberText, ReadsWhatOthersWrite) {
  std::uint32_t bits = 1;
  for (int i = 0; i < 100000; ++i) {
    bits = bits * 1664525U + 1013904223U;
    const float value = std::bit_cast<float>(bits);
    if (!std::isfinite(value)) continue;
    for (const auto format : {std::chars_format::general, std::chars_format::scientific}) {
      std::array<char, 64> room = {};
      char* const end = std::to_chars(room.data(), room.data() + room.size(), value, format).ptr;
      EXPECT_EQ(read(std::string(room.data(), end) + ",").value, value);
    }
  }
}

TEST(NumberText, EveryShortDecimal) {
  for (int digits = 0; digits < 100000; ++digits) {
    for (int decimals = 1; decimals <= 4; ++decimals) {
      std::string text = std::to_string(digits);
      if (text.size() <= static_cast<std::size_t>(decimals))
        text.insert(0, static_cast<std::size_t>(decimals) + 1 - text.size(), '0');
      text.insert(text.size() - static_cast<std::size_t>(decimals), 1, '.');
      ASSERT_EQ(read(text + "]").value, std::stof(text)) << text;
    }
  }
}

TEST(NumberText, AKeptValueIsWhatIsReadBack) {
  std::array<char, kNumberRoom> room;
  for (const float value : mrec::testing::noise(10000, 2000)) {
    for (const float scaled : {value, value * 1e-4F, value * 600}) {
      char* const end = write_number(room.data(), scaled);
      *end = ',';
      const float back = read_number(room.data(), end + 1).value;
      EXPECT_EQ(kept_value(scaled), back) << scaled;
      EXPECT_EQ(std::signbit(kept_value(scaled)), std::signbit(back)) << scaled;
    }
  }
}

TEST(NumberText, WhatIsNoNumber) {
  for (const char* text :
       {"", "-", ".5", "+1", "x", "]", "-.5", "NaN", "01", "-01", "00", "1.", "1.e5", "1e", "1e+"}) {
    EXPECT_EQ(read(std::string(text) + ",").end, nullptr) << text;
  }
  EXPECT_EQ(*read("1.5.2,").end, '.');
  EXPECT_EQ(*read("0x10,").end, 'x');
  EXPECT_EQ(*read("123456789012345678901234567890,").end, ',');
  EXPECT_THROW(read_number("1e39,", "1e39," + 5), Error);
}

}  // namespace
}  // namespace mrec::features
