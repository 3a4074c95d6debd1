#include "report/html_text.h"

#include <cstdint>

#include "mrec/core/one_line.h"

namespace mrec::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_first_byte(char c) {
  return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U;
}

/// Length of the well-formed character at the start.
std::size_t character_length(std::string_view utf8) {
  std::size_t length = 1;
  while (length < utf8.size() && !is_first_byte(utf8[length])) ++length;
  return length;
}

/// C1 control codes (U+0080 to U+009F), U+FFFE and U+FFFF.
bool is_refused(std::string_view character) {
  if (character.size() == 2) return character[0] == '\xC2' && static_cast<std::uint8_t>(character[1]) < 0xA0U;
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
}

std::string_view escape_of(std::string_view character) {
  if (character == "&") return "&amp;";
  if (character == "<") return "&lt;";
  if (character == ">") return "&gt;";
  if (character == "\"") return "&quot;";
  if (character == "'") return "&#39;";
  return is_refused(character) ? kReplacement : character;
}

}  // namespace

std::string escaped(std::string_view bytes) {
  const std::string line = one_line(bytes);
  std::string text;
  for (std::string_view rest = line; !rest.empty();) {
    const std::size_t length = character_length(rest);
    text += escape_of(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return text;
}

std::string isolated(std::string_view bytes) {
  return "<bdi>" + escaped(bytes) + "</bdi>";
}

double text_width(std::string_view utf8, double font_px) {
  double ems = 0;
  for (; !utf8.empty(); utf8.remove_prefix(character_length(utf8))) {
    const std::size_t bytes = character_length(utf8);
    ems += bytes >= 3 ? 1.05 : 0.62;  // from U+0800 on many are as wide as high
  }
  return ems * font_px;
}

std::string shortened(std::string_view bytes, std::size_t characters) {
  const std::string line = one_line(bytes);
  std::size_t end = 0;
  for (std::size_t i = 0, seen = 0; i < line.size();
       i += character_length(std::string_view(line).substr(i))) {
    if (seen == characters) return line.substr(0, end) + "…";
    if (++seen < characters) end = i + character_length(std::string_view(line).substr(i));
  }
  return line;
}

}  // namespace mrec::report
