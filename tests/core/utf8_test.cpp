#include "mrec/core/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace mrec {
namespace {

using namespace std::string_view_literals;

#define REPLACED "\xEF\xBF\xBD"

TEST(Utf8, WellFormedTextStaysAsItIs) {
  for (const std::string_view text : {
           ""sv, "a"sv, "\0"sv, "\x7F"sv, "a\0b"sv,      // ASCII
           "\xC2\x80"sv, "\xDF\xBF"sv, "caf\xC3\xA9"sv,  // U+0080, U+07FF
           "\xE0\xA0\x80"sv, "\xEF\xBF\xBF"sv,           // U+0800, U+FFFF
           "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv,           // around the surrogates
           "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv,   // U+10000, U+10FFFF
           "\xEF\xBB\xBF"
           "a"sv,
           "\xF0\x9F\x8E\xB5\xE6\x9B\xB2"sv  // byte-order mark; a note and a kanji
       }) {
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_EQ(to_utf8(text), text);
  }
}

struct Malformed {
  std::string_view bytes;
  std::string_view text;
};

TEST(Utf8, EveryByteThatIsNotIsReplaced) {
  const std::vector<Malformed> cases{
      // Latin-1, lone continuation bytes, bytes that never occur
      {"caf\xE9", "caf" REPLACED},
      {"\xE9t\xE9", REPLACED "t" REPLACED},
      {"\x80", REPLACED},
      {"\xBF\xBF", REPLACED REPLACED},
      {"\xFE\xFF", REPLACED REPLACED},
      // overlong forms of '/', NUL, U+07FF, U+FFFF
      {"\xC0\xAF", REPLACED REPLACED},
      {"\xC1\xBF", REPLACED REPLACED},
      {"\xC0\x80", REPLACED REPLACED},
      {"\xE0\x80\xAF", REPLACED REPLACED REPLACED},
      {"\xE0\x9F\xBF", REPLACED REPLACED REPLACED},
      {"\xF0\x80\x80\xAF", REPLACED REPLACED REPLACED REPLACED},
      {"\xF0\x8F\xBF\xBF", REPLACED REPLACED REPLACED REPLACED},
      // surrogates, beyond U+10FFFF, five and six bytes
      {"\xED\xA0\x80", REPLACED REPLACED REPLACED},
      {"\xED\xBF\xBF", REPLACED REPLACED REPLACED},
      {"\xF4\x90\x80\x80", REPLACED REPLACED REPLACED REPLACED},
      {"\xF5\x80\x80\x80", REPLACED REPLACED REPLACED REPLACED},
      {"\xF8\x88\x80\x80\x80", REPLACED REPLACED REPLACED REPLACED REPLACED},
      // cut short, at the end and before another character
      {"a\xC3", "a" REPLACED},
      {"\xE2\x82", REPLACED REPLACED},
      {"\xF0\x9F\x8E", REPLACED REPLACED REPLACED},
      {"\xC3(", REPLACED "("},
      {"\xE2\x82(", REPLACED REPLACED "("},
      {"\xF0\x9F\xC3\xA9", REPLACED REPLACED "\xC3\xA9"},
      {"\xE2\xE2\x82\xAC", REPLACED "\xE2\x82\xAC"},
  };
  for (const Malformed& c : cases) {
    EXPECT_FALSE(is_utf8(c.bytes)) << c.text;
    EXPECT_EQ(to_utf8(c.bytes), c.text);
    EXPECT_TRUE(is_utf8(to_utf8(c.bytes)));
  }
}

/// Encodes any number below 2^21 with so many bytes, allowed or not.
std::string encoded(unsigned code, std::size_t length) {
  constexpr unsigned kFirst[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
  std::string bytes(length, '\0');
  for (std::size_t i = length; i-- > 1; code >>= 6U) bytes[i] = static_cast<char>(0x80U | (code & 0x3FU));
  bytes[0] = static_cast<char>(kFirst[length] | code);
  return bytes;
}

TEST(Utf8, ExactlyTheShortestFormOfEveryCharacterIsWellFormed) {
  for (unsigned code = 0; code < 0x120000U; ++code) {
    const bool is_character = code <= 0x10FFFFU && (code < 0xD800U || code > 0xDFFFU);
    const std::size_t shortest = code < 0x80U ? 1 : code < 0x800U ? 2 : code < 0x10000U ? 3 : 4;
    for (std::size_t length = shortest; length <= 4; ++length) {
      ASSERT_EQ(is_utf8(encoded(code, length)), is_character && length == shortest)
          << code << " in " << length;
    }
  }
}

}  // namespace
}  // namespace mrec
