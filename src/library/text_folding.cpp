#include "text_folding.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

using CodePoint = utf8proc_int32_t;

/// Letters that Unicode does not decompose, although people write them without their stroke.
constexpr std::array<std::pair<CodePoint, std::string_view>, 10> kPlainLetters{{{0xE6, "ae"},
                                                                                {0xF0, "d"},
                                                                                {0xF8, "o"},
                                                                                {0xFE, "th"},
                                                                                {0x111, "d"},
                                                                                {0x127, "h"},
                                                                                {0x131, "i"},
                                                                                {0x142, "l"},
                                                                                {0x14B, "n"},
                                                                                {0x153, "oe"}}};

/// Decomposed and in lower case.
std::vector<CodePoint> code_points(std::string_view text) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                           UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const std::string valid = to_utf8(text);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(valid.data());
  const auto size = static_cast<utf8proc_ssize_t>(valid.size());
  std::vector<CodePoint> points(static_cast<std::size_t>(
      std::max<utf8proc_ssize_t>(0, utf8proc_decompose(bytes, size, nullptr, 0, kOptions))));
  utf8proc_decompose(bytes, size, points.data(), static_cast<utf8proc_ssize_t>(points.size()), kOptions);
  return points;
}

/// The marks of the block for Latin, Greek and Cyrillic. Those of other scripts make other letters.
bool is_accent(CodePoint point) {
  return point >= 0x300 && point <= 0x36F;
}

void append(std::string& text, CodePoint point) {
  const auto* plain = std::ranges::find(kPlainLetters, point, &std::pair<CodePoint, std::string_view>::first);
  if (plain != kPlainLetters.end()) {
    text += plain->second;
    return;
  }
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = static_cast<std::size_t>(utf8proc_encode_char(point, bytes.data()));
  text.append(reinterpret_cast<const char*>(bytes.data()), size);
}

bool is_letter_or_digit(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

/// What stands in place of a character that is neither letter nor digit.
char structure(CodePoint point, utf8proc_category_t category) {
  if (category == UTF8PROC_CATEGORY_PS) return '(';
  if (category == UTF8PROC_CATEGORY_PE) return ')';
  if (category == UTF8PROC_CATEGORY_PD) return '-';
  constexpr std::string_view kKept = "&+,;/";
  return point < 0x80 && kKept.find(static_cast<char>(point)) != std::string_view::npos
             ? static_cast<char>(point)
             : ' ';
}

bool is_blank(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_CC || category >= UTF8PROC_CATEGORY_ZS;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  for (const CodePoint point : code_points(text)) {
    const utf8proc_category_t category = utf8proc_category(point);
    if (is_accent(point)) continue;
    if (is_letter_or_digit(category)) {
      append(result, point);
    } else {
      result += structure(point, category);
    }
  }
  return result;
}

std::string folded_symbols(std::string_view text) {
  std::string result;
  for (const CodePoint point : code_points(text)) {
    if (!is_accent(point) && !is_blank(utf8proc_category(point))) append(result, point);
  }
  return result;
}

}  // namespace mrec::library
