#include "cli/text_columns.h"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace mrec::cli {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace

std::size_t text_width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t has = text_width(text);
  if (has < width) text.append(width - has, ' ');
  return text;
}

std::string formatted(const char* format, ...) {
  char text[512];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return text;
}

std::string shortened(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if (starts_character(text[end]) && seen++ == width) break;
  }
  return std::string(text.substr(0, end));
}

std::string clock_text(double seconds) {
  if (seconds <= 0) return "?";
  const long whole = std::lround(seconds);
  if (whole < 3600) return formatted("%ld:%02ld", whole / 60, whole % 60);
  return formatted("%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace mrec::cli
